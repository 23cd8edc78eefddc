import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { readClock } from '#house/language/dates.ts';
import type { AuditActor } from '#rooms/audit/actor.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { endCommitteeWork } from '#rooms/identity/end-committee-work.server.ts';
import type { PartyAct, PartyActKind } from './party-act.ts';
import { refuseAct, type PartyActRefusal } from './party-state.ts';
import { endEveryParticipation } from './private/end-every-participation.server.ts';
import { findPartyForUpdate, getAdoptionDay } from './private/find-party.server.ts';
import { isKnownDocument } from './private/is-known-document.server.ts';

export interface PartyActEntry {
	partyId: string;
	kind: PartyActKind;
	/** YYYY-MM-DD */
	on: string;
	documentId?: string | null;
	note?: string;
	/** The act that this one corrects. */
	replaces?: string | null;
	/** Chosen by whoever sends a form, so that the same form sent twice records once. */
	actId?: string;
	/** The acts of the party when the form was opened: refused as stale if there are others since. */
	seen?: number;
}

/**
 * Enters a dated act in the register. A withdrawal ends the party's part in every domain with that day.
 * Refused: `unknown` for a party or a document that is not there, `stale` when someone else recorded in between.
 */
export async function recordPartyAct(
	tx: Transaction<DB>,
	actor: AuditActor,
	entry: PartyActEntry,
): Promise<{ actId: string } | { refused: PartyActRefusal | 'unknown' | 'stale' }> {
	const party = await findPartyForUpdate(tx, entry.partyId);
	if (party === undefined) return { refused: 'unknown' };
	const act = toAct(entry);
	if (party.acts.some(({ id }) => id === act.id)) return { actId: act.id };
	if (entry.seen !== undefined && entry.seen !== party.acts.length) return { refused: 'stale' };
	if (!(await isKnownDocument(tx, act.documentId))) return { refused: 'unknown' };
	const days = { today: readClock(new Date()).date, adoptedOn: await getAdoptionDay(tx) };
	const refused = refuseAct(party.acts, act, days);
	if (refused !== undefined) return { refused };
	const { id, kind, on, documentId, note, replaces } = act;
	const inserted = await tx
		.insertInto('party_act')
		.values({
			id,
			organisation_id: party.organisationId,
			party_id: party.id,
			kind,
			on,
			document_id: documentId,
			note,
			replaces,
			recorded_by: actor.personId,
		})
		.onConflict((conflict) => conflict.column('id').doNothing())
		.executeTakeFirst();
	if (inserted.numInsertedOrUpdatedRows !== 1n) return { refused: 'stale' };
	if (kind === 'withdrawn') await endEveryParticipation(tx, actor, { partyId: party.id, until: on });
	// A withdrawal that lies ahead ends seats and invitations when its day has come (end-withdrawn-parties.server.ts).
	if (kind === 'withdrawn' && on <= days.today) await endCommitteeWork(tx, actor, party);
	await recordAct(tx, actor, {
		act: 'protocol_act.recorded',
		object: `party:${party.id}`,
		details: { kind, on, ...(replaces === null ? {} : { replaces }) },
	});
	return { actId: id };
}

function toAct(entry: PartyActEntry): PartyAct {
	return {
		id: entry.actId ?? randomUUID(),
		kind: entry.kind,
		on: entry.on,
		documentId: entry.documentId ?? null,
		note: entry.note ?? '',
		confirmed: true,
		replaces: entry.replaces ?? null,
		recordedAt: new Date().toISOString(),
	};
}
