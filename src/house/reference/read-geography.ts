import { join } from 'node:path';
import { readAreas, type AreaRow } from './read-areas.ts';
import { readMunicipalities, type MunicipalityRow } from './read-municipalities.ts';
import { readPlaceAliases, type PlaceAliasRow } from './read-place-aliases.ts';
import { readPostalCodes, type PostalCodeRow } from './read-postal-codes.ts';
import { refuseCell } from './read-table.ts';

/** The files of the geography, in the order they rely on one another. */
export const geographyFiles = ['areas.csv', 'municipalities.csv', 'postal_codes.csv', 'place-aliases.csv'] as const;

export interface Geography {
	areas: AreaRow[];
	municipalities: MunicipalityRow[];
	postalCodes: PostalCodeRow[];
	aliases: PlaceAliasRow[];
}

/** The areas, communes, localities and other names of Belgium, each row checked and every code known. */
export function readGeography(directory: string): Geography {
	const areas = readAreas(directory);
	const arrondissements = areas.filter(({ kind }) => kind === 'arrondissement');
	const municipalities = readMunicipalities(directory, new Set(arrondissements.map(({ code }) => code)));
	const known = new Set(municipalities.map(({ nis }) => nis));
	const postalCodes = readPostalCodes(directory, known);
	const reached = new Set(postalCodes.map(({ nis }) => nis));
	const unreached = municipalities.find(({ nis }) => !reached.has(nis));
	if (unreached !== undefined) {
		const problem = 'has no postal code in postal_codes.csv';
		throw refuseCell(join(directory, 'municipalities.csv'), unreached, { column: 'nis', problem });
	}
	return { areas, municipalities, postalCodes, aliases: readPlaceAliases(directory, known) };
}

/** Every code an organisation or a coverage may name. */
export function listAreaCodes({ areas, municipalities }: Geography): Set<string> {
	return new Set([...areas.map(({ code }) => code), ...municipalities.map(({ nis }) => nis)]);
}
