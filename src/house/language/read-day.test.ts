import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from './dates.ts';
import { readDay, writeDay } from './read-day.ts';

test.each([
	['31/12/2026', '2026-12-31'],
	['1/6/2021', '2021-06-01'],
	[' 01.06.2021 ', '2021-06-01'],
	['01-06-2021', '2021-06-01'],
	['2021-06-01', '2021-06-01'],
	['29/02/2028', '2028-02-29'],
	['29/02/2027', undefined],
	['31/04/2027', undefined],
	['00/01/2027', undefined],
	['12/31/2026', undefined],
	['1/6/21', undefined],
	['demain', undefined],
	['', undefined],
])('"%s" is %s', (typed, day) => {
	expect(readDay(typed)).toBe(day);
});

test('every day is read as it is written, and nothing makes reading fail', () => {
	const day = fc.integer({ min: 0, max: 100_000 }).map((days) => addDays('1950-01-01', days));
	fc.assert(
		fc.property(day, (date) => {
			expect(readDay(writeDay(date))).toBe(date);
		}),
	);
	fc.assert(fc.property(fc.string(), (typed) => void readDay(typed)));
});
