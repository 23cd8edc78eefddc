import { expect, test } from 'vitest';
import { findDueDay, registerDailyJob, registerFrequentJob, registerJob } from './job.ts';

test.each([
	['in winter an hour before', '2026-01-15T05:00:00Z', '2026-01-15'],
	['in summer two hours before', '2026-07-15T04:00:00Z', '2026-07-15'],
	['on the day summer time begins', '2026-03-29T04:00:00Z', '2026-03-29'],
	['on the day it ends', '2026-10-25T05:00:00Z', '2026-10-25'],
])('six in Brussels is %s UTC', (_, moment, day) => {
	expect(findDueDay(new Date(moment), 6)).toBe(day);
});

test('at the other of the two hours nothing is due', () => {
	expect(findDueDay(new Date('2026-01-15T04:00:00Z'), 6)).toBeUndefined();
	expect(findDueDay(new Date('2026-07-15T05:00:00Z'), 6)).toBeUndefined();
});

test('midnight in Brussels belongs to the day that begins', () => {
	expect(findDueDay(new Date('2026-07-14T22:00:00Z'), 0)).toBe('2026-07-15');
});

test('every hour that may be chosen comes exactly once on every day of a year', () => {
	for (let hour = 0; hour < 24; hour++) {
		if (hour === 2) continue;
		const days: string[] = [];
		for (let moment = Date.UTC(2025, 11, 31, 22); moment < Date.UTC(2026, 11, 31, 23); moment += 3_600_000) {
			// The two hours the clock of the queue is set to.
			const utc = new Date(moment).getUTCHours();
			if (utc !== (hour + 22) % 24 && utc !== (hour + 23) % 24) continue;
			const day = findDueDay(new Date(moment), hour);
			if (day?.startsWith('2026') === true) days.push(day);
		}
		expect(days, `at ${hour}`).toHaveLength(365);
		expect(new Set(days).size).toBe(365);
	}
});

test.each([2, -1, 24, 3.5, Number.NaN])('a daily job cannot run at %d', (hour) => {
	expect(() => registerDailyJob('trial', hour, () => Promise.resolve())).toThrow('choose a whole hour other than 2');
});

test.each([0, 31, 1.5])('a job cannot run every %d minutes', (minutes) => {
	expect(() => registerFrequentJob('trial', minutes, () => Promise.resolve())).toThrow('choose 1 to 30');
});

test('a job has a plain name', () => {
	expect(() => registerJob('Send mail', () => Promise.resolve())).toThrow('no name of a job');
});
