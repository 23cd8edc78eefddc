import { join } from 'node:path';
import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { loadIfChanged, type Loading } from '#house/reference/load-if-changed.ts';
import { geographyFiles, readGeography, type Geography } from '#house/reference/read-geography.ts';
import { explainStillReferenced } from '#house/reference/still-referenced.ts';
import { listAreas, nameLocality, type Area } from './private/territory.ts';

/** Loads the areas and localities of the reference files, as the owner of the tables; again only when a file changed. */
export function loadAreas(tx: Transaction<DB>, directory: string): Promise<Loading> {
	const paths = geographyFiles.map((name) => join(directory, name));
	return loadIfChanged(tx, { name: 'areas', edition: 1, paths }, async () => {
		const geography = readGeography(directory);
		const areas = listAreas(geography);
		// Nothing refers to a locality, and readers see the old ones until the transaction ends.
		await tx.deleteFrom('locality').execute();
		await writeAreas(tx, areas);
		await removeOtherAreas(tx, areas, directory);
		await writeLocalities(tx, geography, areas);
		// What is nested in what may have changed with the lineages.
		await sql`select refresh_service_match(array(select distinct service_id from service_match))`.execute(tx);
	});
}

async function writeAreas(tx: Transaction<DB>, areas: Area[]): Promise<void> {
	const rows = areas.map(({ code, kind, names, lineage, position }) => ({
		code,
		kind,
		name_fr: names.fr,
		name_nl: names.nl,
		name_de: names.de,
		name_en: names.en,
		lineage,
		latitude: position?.latitude ?? null,
		longitude: position?.longitude ?? null,
	}));
	await tx
		.insertInto('area')
		.values(rows)
		.onConflict((conflict) =>
			conflict.column('code').doUpdateSet(({ ref }) => ({
				kind: ref('excluded.kind'),
				name_fr: ref('excluded.name_fr'),
				name_nl: ref('excluded.name_nl'),
				name_de: ref('excluded.name_de'),
				name_en: ref('excluded.name_en'),
				lineage: ref('excluded.lineage'),
				latitude: ref('excluded.latitude'),
				longitude: ref('excluded.longitude'),
			})),
		)
		.execute();
}

async function removeOtherAreas(tx: Transaction<DB>, areas: Area[], directory: string): Promise<void> {
	const codes = areas.map(({ code }) => code);
	try {
		await tx.deleteFrom('area').where('code', 'not in', codes).execute();
	} catch (error) {
		throw explainStillReferenced(error, directory, 'the area');
	}
}

async function writeLocalities(tx: Transaction<DB>, { postalCodes }: Geography, areas: Area[]): Promise<void> {
	const languages = new Map(areas.map(({ code, ownLanguage }) => [code, ownLanguage]));
	const rows = postalCodes.map((row) => {
		const names = nameLocality(row, languages.get(row.nis) ?? 'fr');
		return {
			postal_code: row.postal_code,
			area_code: row.nis,
			name_fr: names.fr,
			name_nl: names.nl,
			name_de: names.de,
		};
	});
	await tx
		.insertInto('locality')
		.values(rows)
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}
