import { expect, test } from 'vitest';
import { openPlaces } from './find-places.server.ts';
import { readPlaces } from './read-places.server.ts';

openPlaces('reference');

test('a pasted list is read line by line, by names, postal codes and wider areas', () => {
	const pasted = 'Verviers\n4830, Eupen; Province de Namur\tWallonie\r\nVerviers';
	expect(readPlaces(pasted, 'fr')).toEqual({ codes: ['63079', '63046', '63023', '90000', '03000'], unclear: [] });
	expect(readPlaces('Luik\nOostende', 'nl')).toEqual({ codes: ['62063', '35013'], unclear: [] });
});

test('what is none or several comes back, with what it may mean', () => {
	const { codes, unclear } = readPlaces('Xyzzy, 1050, Namur', 'fr');
	expect(codes).toEqual(['92094']);
	expect(unclear.map(({ typed, places }) => [typed, places.length > 1])).toEqual([
		['Xyzzy', false],
		['1050', true],
	]);
});

test('nothing pasted is nothing', () => {
	expect(readPlaces(' \n , ', 'fr')).toEqual({ codes: [], unclear: [] });
});
