import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { hashToken } from '../find-session.server.ts';
import { readInvitationLink, type AcceptRefusal, type Invitation } from '../invitation.ts';

/** Holds an open invitation until the transaction ends: of two who accept at once, the second finds it used. */
export async function holdOpenInvitation(tx: Transaction<DB>, link: string): Promise<boolean> {
	const wanted = readInvitationLink(link);
	if (wanted === undefined) return false;
	const row = await tx
		.selectFrom('invitation')
		.select('id')
		.where('id', '=', wanted.id)
		.where('secret_hash', '=', hashToken(wanted.secret))
		.where('accepted_at', 'is', null)
		.where('revoked_at', 'is', null)
		.where('expires_at', '>', sql<Date>`now()`)
		.forUpdate()
		.executeTakeFirst();
	return row !== undefined;
}

/** Uses the held invitation up and gives its role; false when the person holds it already, and then nothing is used up. */
export async function useInvitation(tx: Transaction<DB>, invitation: Invitation, personId: string): Promise<boolean> {
	const { id, organisationId, role, teamId } = invitation;
	const given = await tx
		.insertInto('role_grant')
		.values({ organisation_id: organisationId, person_id: personId, role, team_id: teamId })
		.onConflict((conflict) => conflict.doNothing())
		.returning('id')
		.executeTakeFirst();
	if (given === undefined) return false;
	await tx
		.updateTable('invitation')
		.set({ accepted_at: sql`now()` })
		.where('id', '=', id)
		.execute();
	const actor = { organisationId, personId, role, ...(teamId === null ? {} : { teamId }) };
	await recordAct(tx, actor, { act: 'invitation.accepted', object: `invitation:${id}`, details: { role } });
	return true;
}

/** Why it is no longer open; an invitation that another one accepted a moment ago is accepted. */
export function explainClosed(invitation: Invitation | undefined): AcceptRefusal {
	if (invitation === undefined) return 'unknown';
	return invitation.state === 'open' ? 'accepted' : invitation.state;
}
