import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { partyActKinds, type PartyAct } from '../party-act.ts';

export interface KnownParty {
	id: string;
	organisationId: string;
	acts: PartyAct[];
}

/** A party with all its acts; until the transaction ends nobody else writes about it. */
export async function findPartyForUpdate(tx: Transaction<DB>, partyId: string): Promise<KnownParty | undefined> {
	await sql`select pg_advisory_xact_lock(hashtextextended(${`party ${partyId}`}, 0))`.execute(tx);
	const party = await tx
		.selectFrom('party')
		.select(['id', 'organisation_id as organisationId'])
		.where('id', '=', partyId)
		.executeTakeFirst();
	if (party === undefined) return undefined;
	const rows = await tx
		.selectFrom('party_act')
		.selectAll()
		.where('party_id', '=', partyId)
		.orderBy('recorded_at')
		.orderBy('id')
		.execute();
	return { ...party, acts: rows.map(toAct) };
}

function toAct(row: {
	id: string;
	kind: string;
	on: string;
	document_id: string | null;
	note: string;
	confirmed: boolean;
	replaces: string | null;
	recorded_at: unknown;
}): PartyAct {
	const kind = partyActKinds.find((each) => each === row.kind);
	if (kind === undefined) throw new Error(`party_act ${row.id} is of the unknown kind ${row.kind}`);
	const { id, on, note, confirmed, replaces } = row;
	const recordedAt = new Date(String(row.recorded_at)).toISOString();
	return { id, kind, on, documentId: row.document_id, note, confirmed, replaces, recordedAt };
}

/** The day the first version of the protocol was adopted. */
export async function getAdoptionDay(tx: Transaction<DB>): Promise<string> {
	const first = await tx
		.selectFrom('protocol_version')
		.select('adopted_on')
		.orderBy('number')
		.limit(1)
		.executeTakeFirst();
	return first?.adopted_on ?? '2000-01-01';
}
