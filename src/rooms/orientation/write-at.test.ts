import { expect, test } from 'vitest';
import { writeAt } from './write-at.ts';

test('French contracts the article of a place', () => {
	expect(
		['Verviers', 'La Louvière', 'Le Roeulx', 'Les Bons Villers', 'Léglise', 'Belgique'].map((name) =>
			writeAt(name, 'fr'),
		),
	).toEqual(['à Verviers', 'à La Louvière', 'au Roeulx', 'aux Bons Villers', 'à Léglise', 'en Belgique']);
});

test('the other languages say "in"', () => {
	expect(writeAt('Luik', 'nl')).toBe('in Luik');
});
