import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listAreaCodes, readGeography } from './read-geography.ts';
import { ReferenceDataError } from './reference-data-error.ts';

let directory: string;

beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), 'reference-'));
	cpSync('reference', directory, { recursive: true });
});

afterEach(() => rmSync(directory, { recursive: true }));

/** Replaces the first occurrence and says on which line it stood. */
function change(file: string, before: string, after: string): number {
	const path = join(directory, file);
	const text = readFileSync(path, 'utf8');
	const index = text.indexOf(before);
	expect(index).toBeGreaterThan(-1);
	writeFileSync(path, text.slice(0, index) + after + text.slice(index + before.length));
	return text.slice(0, index + 1).split('\n').length;
}

function refusal(): string {
	try {
		readGeography(directory);
	} catch (error) {
		if (error instanceof ReferenceDataError) return error.message.replace(directory, 'reference');
		throw error;
	}
	return '';
}

test('the files of the house are accepted whole', () => {
	const geography = readGeography('reference');
	expect(geography.municipalities).toHaveLength(565);
	expect(geography.postalCodes).toHaveLength(2197);
	expect(listAreaCodes(geography).size).toBe(geography.areas.length + 565);
});

test('a file of the house is named as it stands in the project', () => {
	expect(new ReferenceDataError('reference/areas.csv', 'it is empty.', { line: 3 }).message).toBe(
		'reference/areas.csv, line 3: it is empty.',
	);
});

test.each([
	['postal_codes.csv', '4000,Liège', '4O00,Liège', 'postal_code "4O00" is not a Belgian postal code (four digits).'],
	['postal_codes.csv', '4000,Liège,Luik,,62063', '4000,Liège,Luik,,62999', 'nis "62999" is no commune of municipalities.csv.'],
	['postal_codes.csv', '1030,Schaerbeek,Schaarbeek,', '1030,,,', 'locality_fr "" is empty, and so are the other names of the locality.'],
	['municipalities.csv', '11004,Boechout', '11001,Boechout', 'nis "11001" repeats line 2.'],
	['municipalities.csv', '51.16683', '52.16683', 'lat "52.16683" is not a latitude in Belgium (49.49 to 51.51).'],
	['municipalities.csv', '51.16683', '', 'lat "" is not a latitude in Belgium (49.49 to 51.51).'],
	['municipalities.csv', '11004,Boechout', '11004,', 'name_fr "" is empty.'],
	['municipalities.csv', '63000,Région wallonne', '63001,Région wallonne', 'arrondissement_nis "63001" is no arrondissement of areas.csv.'],
	['municipalities.csv', '63000,Région wallonne', '63000,Wallonie', 'region "Wallonie" is not one of Région flamande, Région wallonne, Région de Bruxelles-Capitale.'],
	['areas.csv', 'Wallonia-Brussels Federation,01000', 'Wallonia-Brussels Federation,10000', 'parent "10000" is no wider than a community.'],
	['areas.csv', 'Province of Antwerp,02000', 'Province of Antwerp,05000', 'parent "05000" is no code of this file.'],
	['place-aliases.csv', 'Laeken,21004', 'Laeken,21999', 'nis "21999" is no commune of municipalities.csv.'],
])('%s: "%s" become "%s" is refused with its line and column', (file, before, after, problem) => {
	const line = change(file, before, after);
	expect(refusal()).toBe(`reference/${file}, line ${line}: ${problem}`);
});

test('a repeated locality is refused', () => {
	const line = change('postal_codes.csv', '1006,', '1000,Bruxelles,Brussel,,21004\n1006,');
	expect(refusal()).toBe(`reference/postal_codes.csv, line ${line}: postal_code "1000" repeats line 2.`);
});

test('a commune that no postal code reaches is refused', () => {
	change('postal_codes.csv', '2630,Aartselaar,Aartselaar,,11001', '');
	expect(refusal()).toBe('reference/municipalities.csv, line 2: nis "11001" has no postal code in postal_codes.csv.');
});

test('a row with a cell too many, a missing or an unknown column are refused', () => {
	const line = change('postal_codes.csv', '1006,', '1006,,');
	expect(refusal()).toBe(`reference/postal_codes.csv, line ${line}: 6 columns where the first line has 5.`);
	change('areas.csv', 'name_en', 'english');
	expect(refusal()).toBe('reference/areas.csv, line 1: the column "name_en" is missing.');
	change('areas.csv', 'english,', 'name_en,note,');
	expect(refusal()).toBe('reference/areas.csv, line 1: the column "note" is not expected.');
});

test('a missing file is named', () => {
	rmSync(join(directory, 'areas.csv'));
	expect(refusal()).toBe('reference/areas.csv: this file is missing or may not be read.');
});
