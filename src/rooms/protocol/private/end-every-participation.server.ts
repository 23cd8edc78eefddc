import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { AuditActor } from '#rooms/audit/actor.ts';

/** A party that leaves the protocol leaves its domains with it; what was to begin later never does. */
export async function endEveryParticipation(
	tx: Transaction<DB>,
	actor: AuditActor,
	{ partyId, until }: { partyId: string; until: string },
): Promise<void> {
	const ofParty = tx.updateTable('participation').where('party_id', '=', partyId).where('struck_at', 'is', null);
	await ofParty
		.where('from', '>', until)
		.set({ struck_at: sql<string>`now()` })
		.execute();
	await ofParty
		.where((where) => where.or([where('until', 'is', null), where('until', '>', until)]))
		.set({ until, ended_at: sql<string>`now()`, ended_by: actor.personId, end_decided_by: 'Retrait du protocole' })
		.execute();
}
