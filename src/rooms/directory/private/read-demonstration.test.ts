import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { anOrganisation, aRelay } from './a-relay.ts';
import { readDemonstration } from './read-demonstration.ts';

const folder = mkdtempSync(join(tmpdir(), 'network-'));
const demonstration = join(folder, 'seed.json');

afterAll(() => rmSync(folder, { recursive: true }));

function seed(services: object[]): void {
	writeFileSync(demonstration, JSON.stringify({ organisations: [anOrganisation], services }, null, 2));
}

test('a service is read with one opening for each weekday', () => {
	seed([aRelay]);
	expect(readDemonstration(folder).services[0]?.hours).toEqual([
		{ weekday: 1, opens: '09:00', closes: '12:30' },
		{ weekday: 2, opens: '09:00', closes: '12:30' },
		{ weekday: 6, opens: '18:00', closes: '24:00' },
	]);
});

test.each([
	[{ phone: '+3287123456' }, 'services[0].phone is not an imaginary number (+32, the area code, 000).'],
	[{ email: 'accueil@relais.be' }, 'services[0].email is not an imaginary address (ending in .example).'],
	[{ url: 'https://relais.be' }, 'services[0].url is not null, as it is for every imaginary service.'],
	[{ needs: ['listen', 'sing'] }, 'services[0].needs[1] is not one of listen, understand, support_relative'],
	[{ needs: ['listen', 'listen'] }, 'services[0].needs names the same thing twice.'],
	[{ hours: [{ days: [1], opens: '12:00', closes: '09:00' }] }, 'services[0].hours[0] closes before it opens.'],
	[{ hours: [{ days: [1, 1], opens: '09:00', closes: '12:00' }] }, 'services[0].hours overlap on a day.'],
	[{ confirmedOn: '2026-02-30' }, 'services[0].confirmedOn is not a date (YYYY-MM-DD).'],
	[{ free: undefined }, 'services[0].free is missing.'],
	[{ free: 'yes' }, 'services[0].free is not a boolean.'],
	[{ fee: 12 }, 'services[0] has the unknown field "fee".'],
	[{ mainLanguage: 'nl' }, 'services[0].text lacks the main language.'],
	[
		{ organisation: 'demo-lesse' },
		'the service "relais-vesdre" names the organisation "demo-lesse", which no file has.',
	],
])('an imaginary service with %j is refused with its line', (change, problem) => {
	seed([{ ...aRelay, ...change }]);
	expect(() => readDemonstration(folder)).toThrow(`${demonstration}, line 14: ${problem}`);
});

test('a repeated id, a broken file and a missing folder are refused in words', () => {
	seed([aRelay, aRelay]);
	expect(() => readDemonstration(folder)).toThrow('the id "relais-vesdre" appears twice among the services.');
	writeFileSync(demonstration, '{\n"organisations": []\n"services": []\n}');
	expect(() => readDemonstration(folder)).toThrow(`${demonstration}, line 3: this is not readable as JSON`);
	expect(() => readDemonstration(join(folder, 'none'))).toThrow('this folder of the demonstration network is missing');
});
