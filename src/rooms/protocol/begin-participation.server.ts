import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { AuditActor } from '#rooms/audit/actor.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import type { Domain } from './domain.ts';
import { stateOn } from './party-state.ts';
import { findPartyForUpdate } from './private/find-party.server.ts';

export interface ParticipationEntry {
	partyId: string;
	domain: Domain;
	/** YYYY-MM-DD */
	from: string;
	/** The body that decided, with the day of its decision. */
	decidedBy: string;
	note?: string;
	/** Chosen by whoever sends a form, so that the same form sent twice records once. */
	participationId?: string;
}

/**
 * A party takes part in a domain from a day on, if it is a party on that day.
 * Refused: `overlap` when it already takes part on that day or later.
 */
export async function beginParticipation(
	tx: Transaction<DB>,
	actor: AuditActor,
	entry: ParticipationEntry,
): Promise<{ participationId: string } | { refused: 'unknown' | 'not_party' | 'overlap' }> {
	const { partyId, domain, from, decidedBy, note = '', participationId = randomUUID() } = entry;
	const party = await findPartyForUpdate(tx, partyId);
	if (party === undefined) return { refused: 'unknown' };
	const others = await tx
		.selectFrom('participation')
		.select(['id', 'until', 'struck_at'])
		.where('party_id', '=', partyId)
		.where('domain', '=', domain)
		.execute();
	if (others.some(({ id }) => id === participationId)) return { participationId };
	if (stateOn(party.acts, from) !== 'party') return { refused: 'not_party' };
	if (others.some((other) => other.struck_at === null && (other.until === null || other.until >= from))) {
		return { refused: 'overlap' };
	}
	await tx
		.insertInto('participation')
		.values({
			id: participationId,
			organisation_id: party.organisationId,
			party_id: partyId,
			domain,
			from,
			decided_by: decidedBy,
			note,
			recorded_by: actor.personId,
		})
		.execute();
	await recordAct(tx, actor, {
		act: 'participation.begun',
		object: `party:${partyId}`,
		details: { domain, from, decided_by: decidedBy },
	});
	return { participationId };
}
