import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatEnterpriseNumber, readEnterpriseNumber } from './enterprise-number.ts';

// The number of the National Bank of Belgium, which is on its website.
const bank = '0203201340';

const anyNumber = fc
	.tuple(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 9_999_999 }))
	.map(([first, rest]) => `${first}${String(rest).padStart(7, '0')}`)
	.map((eight) => eight + String(97 - (Number(eight) % 97)).padStart(2, '0'));

describe('an enterprise number', () => {
	test.each(['0203.201.340', 'BE 0203.201.340', 'be0203201340', ' 0203 201 340 ', '203201340', 'BE0203-201-340'])(
		'is read as it is typed: %s',
		(typed) => {
			expect(readEnterpriseNumber(typed)).toEqual({ number: bank });
		},
	);

	test.each([
		['', 'empty'],
		['BE', 'empty'],
		['0203.201.341', 'check_digits'],
		['0203.201', 'length'],
		['2203201340', 'length'],
		['0203.201.340.000', 'length'],
		['commune', 'length'],
		['FR0203201340', 'length'],
	] as const)('"%s" is refused: %s', (typed, refused) => {
		expect(readEnterpriseNumber(typed)).toEqual({ refused });
	});

	test('with right check digits is read back from the way it is written on letters', () => {
		fc.assert(
			fc.property(anyNumber, (number) => {
				expect(readEnterpriseNumber(formatEnterpriseNumber(number))).toEqual({ number });
				expect(readEnterpriseNumber(`BE ${formatEnterpriseNumber(number)}`)).toEqual({ number });
			}),
		);
	});

	test('with one other digit is never taken for one', () => {
		const slip = fc.tuple(anyNumber, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }));
		fc.assert(
			fc.property(slip, ([number, place, by]) => {
				const digits = [...number];
				digits[place] = String((Number(digits[place]) + by) % 10);
				expect(readEnterpriseNumber(digits.join(''))).toHaveProperty('refused');
			}),
		);
	});

	test('never fails on what people type', () => {
		fc.assert(fc.property(fc.string(), (typed) => void readEnterpriseNumber(typed)));
	});
});
