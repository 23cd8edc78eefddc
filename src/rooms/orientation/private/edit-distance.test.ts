import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance, letterBits, mayBeNear } from './edit-distance.ts';

test.each([
	['mons', 'mons', 0],
	['mnos', 'mons', 1],
	['mos', 'mons', 1],
	['moons', 'mons', 1],
	['mans', 'mons', 1],
	['charlroi', 'charleroi', 1],
	['lvuiere', 'louviere', 2],
	['mons', 'huy', Infinity],
])('%s is %s at a distance of %d', (typed, meant, distance) => {
	expect(editDistance(typed, meant, 2)).toBe(distance);
});

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 5 });

/** By the definition, without any of the short cuts. */
function distanceByDefinition(a: string, b: string): number {
	if (a === '' || b === '') return a.length + b.length;
	const changed = distanceByDefinition(a.slice(1), b.slice(1)) + Number(a[0] !== b[0]);
	const added = distanceByDefinition(a, b.slice(1)) + 1;
	const leftOut = distanceByDefinition(a.slice(1), b) + 1;
	const isSwapped = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0];
	const swapped = isSwapped ? distanceByDefinition(a.slice(2), b.slice(2)) + 1 : Infinity;
	return Math.min(changed, added, leftOut, swapped);
}

test('the short cuts lose no word that is near', () => {
	fc.assert(
		fc.property(word, word, fc.constantFrom(1, 2), (a, b, most) => {
			const distance = distanceByDefinition(a, b);
			expect(editDistance(a, b, most)).toBe(distance <= most ? distance : Infinity);
			if (distance <= most) expect(mayBeNear(letterBits(a), letterBits(b), most)).toBe(true);
		}),
		{ numRuns: 2000 },
	);
});
