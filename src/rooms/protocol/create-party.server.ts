import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { Language } from '#house/language/language.ts';
import type { AuditActor } from '#rooms/audit/actor.ts';
import { getOrganisation } from '#rooms/directory/get-organisation.server.ts';
import type { PartyKind } from './party.ts';

export interface PartyEntry {
	organisationId: string;
	kind: PartyKind;
	/** Codes of areas, at any level. */
	areaCodes: readonly string[];
	/** In its own words, in the languages it gave. */
	competences: Partial<Record<Language, string>>;
}

/**
 * Enters an organisation in the register, as a candidate until acts say more. One that is there already keeps its entry, which is
 * brought up to date. The acts are what is recorded and audited: an entry without one is not public.
 */
export async function createParty(
	tx: Transaction<DB>,
	_actor: AuditActor,
	{ organisationId, kind, areaCodes, competences }: PartyEntry,
): Promise<{ partyId: string }> {
	await sql`select pg_advisory_xact_lock(hashtextextended('party keys', 0))`.execute(tx);
	const words = {
		kind,
		competences_fr: competences.fr ?? null,
		competences_nl: competences.nl ?? null,
		competences_de: competences.de ?? null,
		competences_en: competences.en ?? null,
	};
	const known = await tx
		.updateTable('party')
		.set(words)
		.where('organisation_id', '=', organisationId)
		.returning('id')
		.executeTakeFirst();
	const party =
		known ??
		(await tx
			.insertInto('party')
			.values({ ...words, organisation_id: organisationId, origin_key: await chooseKey(tx, organisationId) })
			.returning('id')
			.executeTakeFirstOrThrow());
	await writeTerritory(tx, { organisationId, partyId: party.id, areaCodes });
	return { partyId: party.id };
}

async function writeTerritory(
	tx: Transaction<DB>,
	{ organisationId, partyId, areaCodes }: { organisationId: string; partyId: string; areaCodes: readonly string[] },
): Promise<void> {
	await tx.deleteFrom('party_territory').where('party_id', '=', partyId).execute();
	if (areaCodes.length === 0) return;
	const rows = [...new Set(areaCodes)].map((code) => ({
		organisation_id: organisationId,
		party_id: partyId,
		area_code: code,
	}));
	await tx.insertInto('party_territory').values(rows).execute();
}

/** The key of the reference data where it comes from there, else its French name as an address: `commune-de-sansnom`. */
async function chooseKey(tx: Transaction<DB>, organisationId: string): Promise<string> {
	const organisation = await getOrganisation(tx, organisationId);
	const wish = writeKey(organisation.origin === 'reference' ? organisation.origin_key : organisation.name_fr);
	const like = await tx.selectFrom('party').select('origin_key').where('origin_key', 'like', `${wish}%`).execute();
	const taken = new Set(like.map(({ origin_key }) => origin_key));
	let key = wish;
	for (let number = 2; taken.has(key); number++) key = `${wish}-${number}`;
	return key;
}

function writeKey(name: string): string {
	const plain = name
		.normalize('NFD')
		.replaceAll(/\p{M}/gu, '')
		.toLowerCase()
		.replaceAll(/[^a-z0-9]+/g, '-')
		.slice(0, 60)
		.replaceAll(/^-+|-+$/g, '');
	return plain === '' ? 'partie' : plain;
}
