import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { AuditActor } from '#rooms/audit/actor.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { findPartyForUpdate } from './private/find-party.server.ts';

export interface ParticipationEnd {
	partyId: string;
	participationId: string;
	/** The last day, YYYY-MM-DD. */
	until: string;
	decidedBy: string;
}

/** A party's part in a domain ends with this day. It stays a party. */
export async function endParticipation(
	tx: Transaction<DB>,
	actor: AuditActor,
	{ partyId, participationId, until, decidedBy }: ParticipationEnd,
): Promise<{ participationId: string } | { refused: 'unknown' | 'before_start' | 'already_ended' }> {
	const party = await findPartyForUpdate(tx, partyId);
	const found = await tx
		.selectFrom('participation')
		.select(['from', 'until', 'end_decided_by', 'domain'])
		.where('id', '=', participationId)
		.where('party_id', '=', partyId)
		.where('struck_at', 'is', null)
		.executeTakeFirst();
	if (party === undefined || found === undefined) return { refused: 'unknown' };
	if (found.until === until && found.end_decided_by === decidedBy) return { participationId };
	if (found.until !== null) return { refused: 'already_ended' };
	if (until < found.from) return { refused: 'before_start' };
	await tx
		.updateTable('participation')
		.set({ until, ended_at: sql<string>`now()`, ended_by: actor.personId, end_decided_by: decidedBy })
		.where('id', '=', participationId)
		.execute();
	await recordAct(tx, actor, {
		act: 'participation.ended',
		object: `party:${partyId}`,
		details: { domain: found.domain, until, decided_by: decidedBy },
	});
	return { participationId };
}
