import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { openPlaces } from '#rooms/orientation/find-places.server.ts';
import { aFolder, readWhole } from './import.builder.ts';
import type { ColumnMapping } from './imported.ts';
import { inspectSpreadsheet, type InspectedSheet } from './inspect-spreadsheet.server.ts';
import { proposeMapping } from './propose-mapping.ts';

beforeAll(() => openPlaces(resolve('reference')));

async function anArchive(files: Record<string, string>): Promise<Buffer> {
	const zip = new ZipFile();
	for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
	zip.end();
	return await buffer(Readable.from(zip.outputStream));
}

/** A workbook as the usual programs write it: texts apart, one of them in two types, a number, a day, a text in its cell. */
function aWorkbook(): Promise<Buffer> {
	const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
	return anArchive({
		'[Content_Types].xml': '<Types/>',
		'xl/workbook.xml': `<workbook ${main} xmlns:r="r"><sheets><sheet name="Accueil" sheetId="1" r:id="rId1"/><sheet name="Services" sheetId="2" r:id="rId2"/></sheets></workbook>`,
		'xl/_rels/workbook.xml.rels':
			'<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
		'xl/styles.xml': `<styleSheet ${main}><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
		'xl/sharedStrings.xml': `<sst ${main}><si><t>Nom</t></si><si><t>Code postal</t></si><si><r><t>Espace </t></r><r><t>d&#8217;écoute</t></r><rPh><t>x</t></rPh></si></sst>`,
		'xl/worksheets/sheet1.xml': `<worksheet ${main}><sheetData/></worksheet>`,
		'xl/worksheets/sheet2.xml': `<worksheet ${main}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Liste 2026</t></is></c></row><row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c><c r="D3" t="inlineStr"><is><t>Mis à jour</t></is></c></row><row r="4"><c r="A4" t="s"><v>2</v></c><c r="B4"><v>4800</v></c><c r="D4" s="1"><v>46000</v></c></row></sheetData></worksheet>`,
	});
}

function anOdsSheet(rows: string): Promise<Buffer> {
	return anArchive({
		mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
		'content.xml': `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="Diensten">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`,
	});
}

const odsCell = (text: string, attributes = '') =>
	`<table:table-cell ${attributes}><text:p>${text}</text:p></table:table-cell>`;

async function inspect(content: Buffer | string, name = 'list'): Promise<InspectedSheet[]> {
	using folder = aFolder();
	const found = await inspectSpreadsheet(folder.write(name, content), name);
	if ('refused' in found) throw new Error(found.refused.code);
	return found.sheets;
}

async function readMapped(content: Buffer | string, mapping: ColumnMapping, name = 'list') {
	using folder = aFolder();
	return await readWhole({ from: 'file', path: folder.write(name, content), name, mapping });
}

describe('a workbook (XLSX)', () => {
	test('is shown by its sheets, headings, some rows and what they probably hold', async () => {
		expect(await inspect(await aWorkbook())).toEqual([
			{
				name: 'Services',
				headings: ['Nom', 'Code postal', 'Mis à jour'],
				samples: [['Espace d’écoute', '4800', '2025-12-09']],
				mapping: {
					sheet: 'Services',
					columns: [
						{ heading: 'Nom', field: 'name' },
						{ heading: 'Code postal', field: 'postal_code' },
						{ heading: 'Mis à jour', field: 'assured_date' },
					],
				},
			},
		]);
	});

	test('is read row by row as services', async () => {
		const content = await aWorkbook();
		const [sheet] = await inspect(content);
		const found = await readMapped(content, sheet?.mapping ?? { sheet: undefined, columns: [] });
		expect(found.errors).toEqual([]);
		expect(found.entities).toMatchObject([
			{
				kind: 'service',
				place: { file: 'list (Services)', line: 4 },
				object: {
					name: 'Espace d’écoute',
					assured_date: '2025-12-09',
					service_at_locations: [{ location: { addresses: [{ postal_code: '4800' }] } }],
				},
			},
		]);
	});
});

describe('an OpenDocument sheet', () => {
	const rows = `<table:table-row>${odsCell('Naam')}${odsCell('Telefoon')}${odsCell('Talen')}<table:table-cell table:number-columns-repeated="16000"/></table:table-row>
		<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
		<table:table-row>${odsCell('Luister<text:s text:c="2"/>punt<office:annotation><text:p>not this</text:p></office:annotation>')}${odsCell('087/12.34.56')}${odsCell('Frans, Nederlands en Duits')}</table:table-row>
		<table:table-row table:number-rows-repeated="1048571"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`;

	test('is read, its repeated nothings passed over', async () => {
		const content = await anOdsSheet(rows);
		const [sheet] = await inspect(content);
		expect(sheet).toMatchObject({ name: 'Diensten', headings: ['Naam', 'Telefoon', 'Talen'] });
		const found = await readMapped(content, sheet?.mapping ?? { sheet: undefined, columns: [] });
		expect(found.entities).toMatchObject([
			{
				place: { line: 5 },
				object: {
					name: 'Luister  punt',
					phones: [{ number: '+3287123456' }],
					languages: [{ name: 'Frans' }, { name: 'Nederlands' }, { name: 'Duits' }],
				},
			},
		]);
	});

	test('that declares entities which multiply, or ends in the middle, is refused', async () => {
		const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;</x>`;
		for (const content of [bomb, '<x><y>']) {
			const archive = await anArchive({ mimetype: 'x', 'content.xml': content });
			expect(await readMapped(archive, { sheet: undefined, columns: [] })).toMatchObject({ errors: ['broken_xml'] });
		}
	});

	test('with one endless text is refused before it fills the memory', { timeout: 30_000 }, async () => {
		const text = Array.from({ length: 180_000 }, (_, index) => `${index * 7919} ${'x'.repeat(40)}`).join('');
		const archive = await anOdsSheet(`<table:table-row>${odsCell(text)}</table:table-row>`);
		expect(await readMapped(archive, { sheet: undefined, columns: [] })).toMatchObject({ errors: ['value_too_large'] });
	});
});

describe('a list as CSV', () => {
	const list = 'Dienst;Ort;PLZ\r\nBeratung;EUPEN;4700\r\n;Eupen;4700\r\nBeratung;EUPEN;4700\r\n';
	const mapping = proposeMapping(undefined, ['Dienst', 'Ort', 'PLZ']);

	test('is read; a row without a name and a row that repeats another are said', async () => {
		const found = await readMapped(list, mapping, 'list.csv');
		expect(found.problems.map(({ code, place }) => [code, place.line])).toEqual([
			['status_assumed', 2],
			['tidied', 2],
			['missing_field', 3],
			['tidied', 4],
			['same_row', 4],
		]);
		expect(found.objects('service')).toMatchObject([
			{ name: 'Beratung', service_at_locations: [{ location: { addresses: [{ city: 'Eupen' }] } }] },
		]);
	});

	test('gives the same services the same ids the next time, whatever was added above them', async () => {
		const before = await readMapped('Nom;Localité\nA;Liège\n', proposeMapping(undefined, ['Nom', 'Localité']));
		const after = await readMapped(
			'Nom;Localité\nB;Liège\nA;Verviers\n',
			proposeMapping(undefined, ['Nom', 'Localité']),
		);
		expect(after.objects('service')[1]?.id).toBe(before.objects('service')[0]?.id);
	});

	test('without a mapping, with columns or a sheet that are not there, or without a name, is an error', async () => {
		using folder = aFolder();
		const path = folder.write('list.csv', list);
		expect(await readWhole({ from: 'file', path, name: 'list.csv' })).toMatchObject({ errors: ['mapping_missing'] });
		const columns = [
			{ heading: 'Nowhere', field: 'name' },
			{ heading: 'Ort', field: 'no_field' },
		];
		expect((await readMapped(list, { sheet: undefined, columns })).errors.slice(0, 3)).toEqual([
			'missing_column',
			'unknown_target',
			'name_not_mapped',
		]);
		const elsewhere = { sheet: 'Nowhere', columns: mapping.columns };
		expect(await readMapped(await aWorkbook(), elsewhere)).toMatchObject({ errors: ['missing_sheet'] });
	});
});

test.each([
	[
		'fr',
		[
			'Nom du service',
			'Description',
			'Téléphone',
			'GSM',
			'E-mail',
			'Site web',
			'Rue',
			'Code postal',
			'Localité',
			'Commune',
			'Horaires',
			'Public cible',
			'Langues',
		],
	],
	[
		'nl',
		[
			'Naam',
			'Omschrijving',
			'Telefoon',
			'Gsm',
			'E-mailadres',
			'Website',
			'Straat en nummer',
			'Postcode',
			'Plaats',
			'Gemeente',
			'Openingsuren',
			'Doelgroep',
			'Talen',
		],
	],
	[
		'de',
		[
			'Name',
			'Beschreibung',
			'Telefon',
			'Handy',
			'E-Mail',
			'Webseite',
			'Straße',
			'PLZ',
			'Ort',
			'Gemeinde',
			'Öffnungszeiten',
			'Zielgruppe',
			'Sprachen',
		],
	],
	[
		'en',
		[
			'Service name',
			'Description',
			'Phone',
			'Mobile',
			'Email',
			'URL',
			'Street',
			'Postal code',
			'Town',
			'Area',
			'Opening hours',
			'Audience',
			'Languages',
		],
	],
])('headings in %s are recognised', (_language, headings) => {
	expect(proposeMapping(undefined, headings).columns.map(({ field }) => field)).toEqual([
		'name',
		'description',
		'phone',
		'second_phone',
		'email',
		'url',
		'address_1',
		'postal_code',
		'city',
		'area',
		'schedule',
		'eligibility_description',
		'languages',
	]);
});

test('what is no spreadsheet is refused with a reason', async () => {
	using folder = aFolder();
	for (const [content, code] of [
		['{"a":1}', 'no_spreadsheet'],
		['', 'nothing_inside'],
		[await anArchive({ 'a.txt': 'x' }), 'no_spreadsheet'],
		[Buffer.from('PK\u0003\u0004 and nothing'), 'broken_zip'],
	] as const) {
		expect(await inspectSpreadsheet(folder.write('x', content), 'x')).toMatchObject({ refused: { code } });
	}
});
