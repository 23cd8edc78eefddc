import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { access } from './access.ts';
import { giversOf } from './giving.ts';
import type { InviteRefusal } from './invitation.ts';
import { holdInvitation } from './private/hold-invitation.ts';
import { holdOpenTeam } from './private/open-team.ts';
import { drawSecret, expiry, mailInvitation } from './private/write-invitation.ts';
import { findActor, type SignedIn } from './signed-in.ts';

/** Sends an open or expired invitation again, with a new link and a new term. The link before it opens nothing any more. */
export async function inviteAgain(
	database: Database,
	person: SignedIn,
	{ organisationId, invitationId }: { organisationId: string; invitationId: string },
): Promise<{ invitationId: string } | { refused: InviteRefusal }> {
	const reader = findActor(person, { organisationId }, access.inviteAgain);
	if (reader === undefined) return { refused: 'unknown' };
	const organisation = person.grants.find((grant) => grant.organisationId === organisationId)?.organisation;
	return actAs(database, reader, async (tx): Promise<{ invitationId: string } | { refused: InviteRefusal }> => {
		const invitation = await holdInvitation(tx, organisationId, invitationId);
		if (invitation === undefined) return { refused: 'no_longer_open' };
		const { role, teamId, language } = invitation;
		const actor = findActor(person, { organisationId }, giversOf(role));
		if (actor === undefined) return { refused: 'no_longer_open' };
		if (teamId !== null && !(await holdOpenTeam(tx, organisationId, teamId))) return { refused: 'team_closed' };
		const { secret, hash } = drawSecret();
		await tx
			.updateTable('invitation')
			.set({ secret_hash: hash, expires_at: expiry })
			.where('id', '=', invitationId)
			.execute();
		const organisationName = organisation?.[language] ?? '';
		await mailInvitation(tx, { ...invitation, id: invitationId, secret, organisationName });
		const object = `invitation:${invitationId}` as const;
		await recordAct(tx, actor, { act: 'person.invited', object, details: { role } });
		return { invitationId };
	});
}
