import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { access } from './access.ts';
import { giversOf } from './giving.ts';
import type { InviteRefusal } from './invitation.ts';
import { holdInvitation } from './private/hold-invitation.ts';
import { findActor, type SignedIn } from './signed-in.ts';

/** Its link opens nothing any more. */
export async function revokeInvitation(
	database: Database,
	person: SignedIn,
	{ organisationId, invitationId }: { organisationId: string; invitationId: string },
): Promise<{ invitationId: string } | { refused: InviteRefusal }> {
	const reader = findActor(person, { organisationId }, access.revokeInvitation);
	if (reader === undefined) return { refused: 'unknown' };
	return actAs(database, reader, async (tx): Promise<{ invitationId: string } | { refused: InviteRefusal }> => {
		const invitation = await holdInvitation(tx, organisationId, invitationId);
		if (invitation === undefined) return { refused: 'no_longer_open' };
		const actor = findActor(person, { organisationId }, giversOf(invitation.role));
		if (actor === undefined) return { refused: 'no_longer_open' };
		await tx
			.updateTable('invitation')
			.set({ revoked_at: sql`now()` })
			.where('id', '=', invitationId)
			.execute();
		await recordAct(tx, actor, { act: 'invitation.revoked', object: `invitation:${invitationId}` });
		return { invitationId };
	});
}
