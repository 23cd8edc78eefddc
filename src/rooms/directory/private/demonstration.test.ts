import { expect, test } from 'vitest';
import { audiences, needs } from '../service.ts';
import { readDemonstration } from './read-demonstration.ts';

const { services } = readDemonstration('seed/network');
const provinces = ['10000', '20001', '20002', '30000', '40000', '50000', '60000', '70000', '80000', '90000'];

function isInProvince(code: string, province: string): boolean {
	// NIS codes of communes and arrondissements begin with the digit of their province; Brabant was split by language.
	if (province === '20001') {
		return /^(20001|2[34][0-9]{3})$/.test(code);
	}
	return province === '20002' ? /^(20002|25[0-9]{3})$/.test(code) : code.startsWith(province.slice(0, 1));
}

test('the demonstration network has services enough for every page to be tried', () => {
	expect(services.length).toBeGreaterThanOrEqual(60);
});

test.each(provinces)('it has services in the province %s', (province) => {
	expect(services.some((service) => service.covers.some((code) => isInProvince(code, province)))).toBe(true);
});

test.each(audiences.flatMap((audience) => needs.map((need) => [audience, need] as const)))(
	'someone answers %s who comes for %s',
	(audience, need) => {
		expect(services.some((service) => service.audiences.includes(audience) && service.needs.includes(need))).toBe(true);
	},
);

test('nothing in it can be mistaken for a real number or address', () => {
	for (const service of services) {
		expect(service.phone ?? '+32000').toMatch(/^\+32[0-9]{0,3}?000/);
		expect(service.email ?? '.example').toMatch(/\.example$/);
	}
});
