import { expect, test } from 'vitest';
import { writeRegisterCsv, writeRegisterJson } from './open-data.ts';
import type { ListedParty } from './party-list.ts';

const name = '=HYPERLINK("https://x")';
const listed: ListedParty = {
	party: {
		id: 'x',
		key: 'sansnom',
		organisationId: 'x',
		kind: 'municipality',
		names: { fr: name, nl: 'b', de: 'c', en: 'd' },
		competences: {},
		areaCodes: ['63079', '63020'],
		acts: [],
		participations: [],
		contacts: [],
	},
	standing: { state: 'party', since: '2020-02-01', signedOn: '2020-01-01', confirmed: true },
	domains: ['communication', 'expertise'],
};

test('the table holds no formula, and joins lists by a space', () => {
	const [head, row] = writeRegisterCsv([listed]).split('\r\n');
	expect(head).toMatch(/^\uFEFF"key";"name_fr".*"areas";"domains"$/);
	expect(row).toContain(`"'=HYPERLINK(""https://x"")"`);
	expect(row).toMatch(/"2020-02-01";"2020-01-01";"true";"63079 63020";"communication expertise"$/);
	expect(writeRegisterCsv([{ ...listed, domains: undefined }])).toMatch(/"unknown"\r\n$/);
});

test('the data say of which day they are, and under which licence', () => {
	const data: unknown = JSON.parse(writeRegisterJson([listed, { ...listed, domains: undefined }], '2021-06-01'));
	expect(data).toMatchObject({
		on: '2021-06-01',
		licence: { name: 'CC BY 4.0' },
		parties: [{ key: 'sansnom', name_fr: name, domains: ['communication', 'expertise'] }, { domains: null }],
	});
});
