import { expect, test } from 'vitest';
import { findOpening } from './opening.ts';
import type { OpeningHours } from './service.ts';

const weekdays = [1, 2, 3, 4, 5];
const office: OpeningHours[] = weekdays.flatMap((weekday) => [
	{ weekday, opens: '09:00', closes: '12:30' },
	{ weekday, opens: '13:30', closes: '17:00' },
]);

test('a service is open from the minute it opens to the minute it closes', () => {
	expect(findOpening(office, { date: '2026-11-23', weekday: 1, time: '09:00' })).toEqual({
		state: 'open',
		until: '12:30',
	});
	expect(findOpening(office, { date: '2026-11-23', weekday: 1, time: '12:29' })).toEqual({
		state: 'open',
		until: '12:30',
	});
	expect(findOpening(office, { date: '2026-11-23', weekday: 1, time: '12:30' })).toMatchObject({
		state: 'closed',
		inDays: 0,
		opens: '13:30',
	});
});

test('after the last hour of a Friday it opens on Monday', () => {
	expect(findOpening(office, { date: '2026-11-20', weekday: 5, time: '17:00' })).toEqual({
		state: 'closed',
		inDays: 3,
		date: '2026-11-23',
		opens: '09:00',
	});
});

test('a public holiday is skipped, in the morning too', () => {
	expect(findOpening(office, { date: '2026-11-11', weekday: 3, time: '10:00' })).toMatchObject({
		inDays: 1,
		date: '2026-11-12',
	});
});

test('round the clock stays open on public holidays', () => {
	const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' }));
	expect(findOpening(always, { date: '2026-12-25', weekday: 5, time: '03:00' })).toEqual({ state: 'always' });
});

test('hours that are not known are not guessed', () => {
	expect(findOpening([], { date: '2026-11-23', weekday: 1, time: '10:00' })).toEqual({ state: 'unknown' });
});

test('an evening slot to midnight is open until 24:00', () => {
	const evening = [{ weekday: 1, opens: '20:00', closes: '24:00' }];
	expect(findOpening(evening, { date: '2026-11-23', weekday: 1, time: '23:59' })).toEqual({
		state: 'open',
		until: '24:00',
	});
});

test('on special days the hours are those of the day, or none; a public holiday may be one on which it opens', () => {
	const exceptions = [
		{ startsOn: '2026-11-23', endsOn: '2026-11-24', hours: [], note: '' },
		{ startsOn: '2026-12-25', endsOn: '2026-12-25', hours: [['10:00', '11:00'] as [string, string]], note: '' },
	];
	const schedule = { hours: office, exceptions };
	const closed = { state: 'closed', inDays: 2, date: '2026-11-25', opens: '09:00' };
	expect(findOpening(schedule, { date: '2026-11-23', weekday: 1, time: '10:00' })).toEqual(closed);
	const christmas = { date: '2026-12-25', weekday: 5, time: '10:30' };
	expect(findOpening(schedule, christmas)).toEqual({ state: 'open', until: '11:00' });
	const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' }));
	const night = { date: '2026-11-23', weekday: 1, time: '03:00' };
	expect(findOpening({ hours: always, exceptions }, night)).toMatchObject({ state: 'closed', inDays: 2 });
});
