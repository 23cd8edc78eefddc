import { writeCsvRow } from '#house/web/write-csv.ts';
import type { ListedParty } from './party-list.ts';

/** One party as published for reuse: plain values under the names that the page of the register explains. */
function toRecord({ party, standing, domains }: ListedParty) {
	const { fr, nl, de, en } = party.names;
	return {
		key: party.key,
		name_fr: fr,
		name_nl: nl,
		name_de: de,
		name_en: en,
		kind: party.kind,
		state: standing.state,
		since: standing.since ?? null,
		signed_on: standing.signedOn ?? null,
		confirmed: standing.confirmed,
		areas: party.areaCodes,
		domains: domains ?? null,
	};
}

const licence = {
	name: 'CC BY 4.0',
	url: 'https://creativecommons.org/licenses/by/4.0/',
	credit: 'Registre du protocole, Maillage; codes NIS: Statbel',
};

/** The register on a day as JSON; `domains` is null where they are still to be confirmed. */
export function writeRegisterJson(listed: readonly ListedParty[], day: string): string {
	return `${JSON.stringify({ on: day, licence, parties: listed.map(toRecord) }, undefined, '\t')}\n`;
}

const columns = [
	'key',
	'name_fr',
	'name_nl',
	'name_de',
	'name_en',
	'kind',
	'state',
	'since',
	'signed_on',
	'confirmed',
	'areas',
	'domains',
] as const;

/** The same as a table for spreadsheets: lists joined by a space, nothing that could be taken for a formula. */
export function writeRegisterCsv(listed: readonly ListedParty[]): string {
	const rows = listed.map(toRecord).map((record) =>
		columns.map((column) => {
			const value = column === 'domains' && record.domains === null ? 'unknown' : record[column];
			return Array.isArray(value) ? value.join(' ') : String(value ?? '');
		}),
	);
	// By the byte order mark a spreadsheet knows that the file is UTF-8.
	return `\uFEFF${[columns, ...rows].map(writeCsvRow).join('')}`;
}
