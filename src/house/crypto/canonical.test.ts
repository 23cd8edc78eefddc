import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical, type Json } from './canonical.ts';

test('the canonical form is that of the examples of RFC 8785', () => {
	const value = {
		numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0],
		string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f',
		literals: [null, true, false],
	};
	expect(canonical(value)).toBe(
		'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
	);
	const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
	expect(Object.values(JSON.parse(canonical(keys)) as Record<string, number>)).toHaveLength(7);
	expect(canonical(keys)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
});

test('a value has one canonical form, whatever the order of its keys, and it reads back as the value', () => {
	const json = fc.jsonValue({ noUnicodeString: false }) as fc.Arbitrary<Json>;
	fc.assert(
		fc.property(json, (value) => {
			const text = canonical(value);
			const again = JSON.parse(text) as Json;
			expect(again).toEqual(JSON.parse(JSON.stringify(value)));
			expect(canonical(again)).toBe(text);
			expect(canonical(reversed(again))).toBe(text);
		}),
	);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 'half \ud83d', { '\udc00': 1 }])(
	'%s has no canonical form',
	(value) => {
		expect(() => canonical(value)).toThrow('canonical form');
	},
);

function reversed(value: Json): Json {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(
		Object.entries(value)
			.toReversed()
			.map(([key, member]) => [key, reversed(member)]),
	);
}
