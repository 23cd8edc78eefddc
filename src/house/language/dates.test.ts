import { describe, expect, test } from 'vitest';
import { addDays, formatTime, formatWeekday, isPublicHoliday, readClock, weekdayOf } from './dates.ts';

describe('the clock of Brussels', () => {
	test('is an hour ahead of UTC in winter and two in summer', () => {
		expect(readClock(new Date('2026-01-15T23:30:00Z'))).toEqual({ date: '2026-01-16', weekday: 5, time: '00:30' });
		expect(readClock(new Date('2026-07-15T21:30:00Z'))).toEqual({ date: '2026-07-15', weekday: 3, time: '23:30' });
	});

	test('says 00:00 at midnight, not 24:00', () => {
		expect(readClock(new Date('2026-01-15T23:00:00Z')).time).toBe('00:00');
	});

	test('counts days over the change to summer time', () => {
		expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
		expect(weekdayOf('2026-03-29')).toBe(7);
	});
});

describe('Belgian public holidays', () => {
	// The calendars published by the federal public service for employment.
	const holidays2026 = ['01-01', '04-06', '05-01', '05-14', '05-25', '07-21', '08-15', '11-01', '11-11', '12-25'];
	const movable2027 = ['03-29', '05-06', '05-17'];

	test('are the ten legal ones', () => {
		const days = Array.from({ length: 365 }, (_, index) => addDays('2026-01-01', index)).filter(isPublicHoliday);
		expect(days).toEqual(holidays2026.map((day) => `2026-${day}`));
	});

	test('follow Easter', () => {
		expect(movable2027.every((day) => isPublicHoliday(`2027-${day}`))).toBe(true);
		expect(isPublicHoliday('2027-04-06')).toBe(false);
	});
});

test('hours are written as each language writes them, never broken over two lines', () => {
	const written = (['fr', 'nl', 'de', 'en'] as const).map((language) => formatTime('09:30', language));
	expect(written).toEqual(['9\u00a0h\u00a030', '9.30\u00a0uur', '9.30\u00a0Uhr', '9:30']);
	expect(formatTime('13:00', 'fr')).toBe('13\u00a0h');
	expect(formatTime('13:00', 'nl')).toBe('13\u00a0uur');
});

test('weekdays have their name in each language', () => {
	expect(formatWeekday(1, 'fr')).toBe('lundi');
	expect(formatWeekday(7, 'de')).toBe('Sonntag');
});
