import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeLabels } from './place-labels.ts';

const bounds = { left: 0, right: 600, top: 0, bottom: 492 };

test('a name stands beside its point', () => {
	const [label] = placeLabels([{ code: '1', x: 100, y: 100 }], { 1: 'Namur' }, bounds);
	expect(label).toEqual({ code: '1', text: 'Namur', x: 100 + 27.5 + 10, y: 100 });
});

test('at the edge of the map it stays on the map', () => {
	const [label] = placeLabels([{ code: '1', x: 598, y: 100 }], { 1: 'Verviers' }, bounds);
	expect(label?.x).toBeLessThanOrEqual(600 - 44);
});

test('no name covers another, and none leaves the map, wherever the points are', () => {
	const point = fc.record({ x: fc.integer({ min: 0, max: 600 }), y: fc.integer({ min: 0, max: 492 }) });
	fc.assert(
		fc.property(fc.array(point, { maxLength: 30 }), (points) => {
			const labels = placeLabels(
				points.map((each, index) => ({ ...each, code: String(index) })),
				Object.fromEntries(points.map((_, index) => [index, 'Charleroi'])),
				bounds,
			);
			const width = 9 * 11;
			for (const { x, y, code } of labels) {
				expect(x - width / 2).toBeGreaterThanOrEqual(0);
				expect(y + 11).toBeLessThanOrEqual(492);
				const others = labels.filter((other) => other.code !== code);
				expect(others.every((other) => Math.abs(other.x - x) >= width || Math.abs(other.y - y) >= 22)).toBe(true);
			}
		}),
	);
});
