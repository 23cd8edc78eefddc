import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from './dates.ts';
import { addWorkingDays, countWorkingDays, isWorkingDay } from './working-days.ts';

test.each([
	['a Monday', '2026-11-23', true],
	['a Saturday', '2026-11-28', false],
	['Christmas', '2026-12-25', false],
	['Ascension', '2026-05-14', false],
	['the day of the French Community, on a Monday', '2027-09-27', false],
	['the day of the Flemish Community, on a Thursday', '2024-07-11', false],
])('%s, %s', (_, date, works) => {
	expect(isWorkingDay(date)).toBe(works);
});

test('five working days before Christmas end after it', () => {
	expect(addWorkingDays('2026-12-21', 5)).toBe('2026-12-29');
	expect(addWorkingDays('2026-12-21', 0)).toBe('2026-12-21');
});

test('what was added is what is counted, and it ends on a working day', () => {
	const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days));
	fc.assert(
		fc.property(day, fc.integer({ min: 1, max: 60 }), (from, days) => {
			const to = addWorkingDays(from, days);
			expect(isWorkingDay(to)).toBe(true);
			expect(countWorkingDays(from, to)).toBe(days);
		}),
	);
});
