import { expect, test } from 'vitest';
import { readGeography } from '#house/reference/read-geography.ts';
import { listAreas } from './territory.ts';

const areas = listAreas(readGeography('reference'));

test.each([
	['63079', ['63079', '63000', '60000', '03000', 'fwb', '01000']],
	['63023', ['63023', '63000', '60000', '03000', 'dg', '01000']],
	['21012', ['21012', '21000', '04000', 'fwb', '01000']],
	['44021', ['44021', '44000', '40000', '02000', '01000']],
	['20002', ['20002', '03000', '01000']],
	['fwb', ['fwb', '01000']],
	['01000', ['01000']],
])('the lineage of %s goes from the nearest area to the widest', (code, lineage) => {
	expect(areas.find((area) => area.code === code)?.lineage).toEqual(lineage);
});

function listCommunesOf(code: string): string[] {
	return areas.filter(({ kind, lineage }) => kind === 'commune' && lineage.includes(code)).map((area) => area.code);
}

test('nine communes belong to the German-speaking Community, the others of Wallonia and Brussels to the Federation', () => {
	expect(listCommunesOf('dg').join(' ')).toBe('63001 63012 63013 63023 63040 63048 63061 63067 63087');
	expect(listCommunesOf('fwb')).toHaveLength(listCommunesOf('03000').length + 19 - 9);
	expect(listCommunesOf('02000').some((code) => listCommunesOf('fwb').includes(code))).toBe(false);
});
