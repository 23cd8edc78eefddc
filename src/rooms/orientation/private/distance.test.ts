import { expect, test } from 'vitest';
import { findCentre, measureMetres } from './distance.ts';

test('Verviers is about twenty kilometres from Liège', () => {
	const [verviers, liege] = [
		{ latitude: 50.5891, longitude: 5.8624 },
		{ latitude: 50.6326, longitude: 5.5797 },
	];
	expect(measureMetres(verviers, liege)).toBeGreaterThan(19_500);
	expect(measureMetres(verviers, liege)).toBeLessThan(21_500);
	expect(measureMetres(liege, liege)).toBe(0);
});

test('the centre of several points lies between them; of none there is none', () => {
	expect(
		findCentre([
			{ latitude: 50, longitude: 4 },
			{ latitude: 51, longitude: 6 },
		]),
	).toEqual({ latitude: 50.5, longitude: 5 });
	expect(findCentre([])).toBeUndefined();
});
