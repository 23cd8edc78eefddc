import { sql, type Insertable, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { explainStillReferenced } from '#house/reference/still-referenced.ts';
import type { Network, OrganisationEntry } from './network-entry.ts';
import { writeServices } from './write-services.ts';

/** Brings everything of one origin to what its files say. */
export async function writeNetwork(tx: Transaction<DB>, network: Network): Promise<void> {
	if (network.organisations.length === 0) return removeNetwork(tx, network.origin);
	const organisations = await writeOrganisations(tx, network);
	const services = await writeServices(tx, network.services, organisations);
	await removeAllBut(tx, network, { organisations: [...organisations.values()], services });
	// The parts are complete: publishing all at once builds the match list from whole services only.
	const complete = tx.updateTable('service').set({ state: 'published' }).where(isAmong(services));
	await complete.where('keeper', '=', 'files').execute();
}

export async function removeNetwork(tx: Transaction<DB>, origin: Network['origin']): Promise<void> {
	// What was made or edited while trying the demonstration goes with it.
	if (origin === 'demonstration') await tx.deleteFrom('service').where('imaginary', '=', true).execute();
	await removeAllBut(tx, { origin, path: `the ${origin} network` }, { organisations: [], services: [] });
}

async function writeOrganisations(
	tx: Transaction<DB>,
	{ origin, organisations }: Network,
): Promise<Map<string, string>> {
	const rows = await tx
		.insertInto('organisation')
		.values(organisations.map((entry) => toOrganisationRow(origin, entry)))
		.onConflict((conflict) =>
			conflict.columns(['origin', 'origin_key']).doUpdateSet(({ ref }) => ({
				kind: ref('excluded.kind'),
				area_code: ref('excluded.area_code'),
				name_fr: ref('excluded.name_fr'),
				name_nl: ref('excluded.name_nl'),
				name_de: ref('excluded.name_de'),
				name_en: ref('excluded.name_en'),
			})),
		)
		.returning(['id', 'origin_key'])
		.execute();
	return new Map(rows.map(({ id, origin_key }) => [origin_key, id]));
}

function toOrganisationRow(
	origin: Network['origin'],
	{ id, kind, area, name }: OrganisationEntry,
): Insertable<DB['organisation']> {
	const names = { name_fr: name.fr, name_nl: name.nl ?? null, name_de: name.de ?? null, name_en: name.en ?? null };
	return { origin, origin_key: id, kind, area_code: area, ...names };
}

async function removeAllBut(
	tx: Transaction<DB>,
	{ origin, path }: Pick<Network, 'origin' | 'path'>,
	kept: { organisations: string[]; services: string[] },
): Promise<void> {
	const ofOrigin = tx.selectFrom('organisation').select('id').where('origin', '=', origin);
	try {
		const others = tx.deleteFrom('service').where('organisation_id', 'in', ofOrigin);
		await others
			.where('keeper', '=', 'files')
			.where(({ not }) => not(isAmong(kept.services)))
			.execute();
		const owners = tx.deleteFrom('organisation').where('origin', '=', origin);
		await owners.where(({ not }) => not(isAmong(kept.organisations))).execute();
	} catch (error) {
		throw explainStillReferenced(error, path, 'the entry');
	}
}

/** As one array parameter, so that the list may be empty. */
function isAmong(ids: string[]) {
	return sql<boolean>`id = any (${ids}::uuid[])`;
}
