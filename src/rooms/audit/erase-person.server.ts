import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { systemActor } from './actor.ts';
import { addToErasure, nameErasure, NO_ERASURE } from './chain.ts';
import { recordAct } from './record-act.server.ts';

/**
 * Erases what names this person in the record of one organisation: their own acts' personal parts, and those whose
 * details name them. The acts themselves stay, and the erasure is one more. Only the owner of the tables may.
 */
export async function erasePerson(
	tx: Transaction<DB>,
	{ organisationId, personId }: { organisationId: string; personId: string },
): Promise<{ erased: number }> {
	// Nobody adds to the chain between our look and our act.
	await sql`select take_audit_head(${organisationId})`.execute(tx);
	const { rows } = await sql<{ number: number }>`
		select number from audit_personal where organisation_id = ${organisationId} and erased_in is null and (
			person_id = ${personId} or exists (select from jsonb_each_text(details) where value = ${personId}))
		order by number`.execute(tx);
	if (rows.length === 0) return { erased: 0 };
	const numbers = rows.map(({ number }) => number);
	const object = nameErasure(numbers.reduce(addToErasure, NO_ERASURE));
	const erasedIn = await recordAct(tx, systemActor(organisationId), { act: 'audit.person_erased', object });
	await sql`update audit_personal
		set salt = null, person_id = null, role = null, team_id = null, details = null, erased_in = ${erasedIn}
		where organisation_id = ${organisationId} and number = any(${numbers})`.execute(tx);
	return { erased: numbers.length };
}
