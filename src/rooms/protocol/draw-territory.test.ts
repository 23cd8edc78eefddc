import { expect, test } from 'vitest';
import { openPlaces } from '#rooms/orientation/find-places.server.ts';
import { drawTerritory } from './draw-territory.server.ts';

openPlaces('reference');
const signatories = {
	community: ['fwb'],
	region: ['04000'],
	municipality: ['21004', '21001', '21012', '62063', '63079'],
};

test('the map of the signatories is small, and drawn once', () => {
	const map = drawTerritory(signatories);
	expect(JSON.stringify(map).length).toBeLessThan(20_000);
	expect(map.layers.map(({ kind }) => kind)).toEqual(['community', 'region', 'municipality']);
	expect(map.points.map(({ code }) => code)).toEqual(['62063', '63079']);
	expect(map.inset?.points).toHaveLength(3);
	expect(drawTerritory({ ...signatories })).toBe(map);
});

test('with every commune of the country a party it still fits in a page', () => {
	const map = drawTerritory({ ...signatories, province: ['10000', '20001', '30000', '40000', '70000'] });
	expect(JSON.stringify(map).length).toBeLessThan(30_000);
});

test('a day without parties is an empty country', () => {
	expect(drawTerritory({})).toMatchObject({ layers: [], points: [], inset: undefined });
});
