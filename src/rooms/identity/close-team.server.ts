import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { access } from './access.ts';
import { findActor, type SignedIn } from './signed-in.ts';
import type { TeamRefusal } from './team.ts';

/** Closes a team in which nobody works any more and to which nobody is invited. It stays in the history. */
export async function closeTeam(
	database: Database,
	person: SignedIn,
	{ organisationId, teamId }: { organisationId: string; teamId: string },
): Promise<{ teamId: string } | { refused: TeamRefusal }> {
	const actor = findActor(person, { organisationId }, access.closeTeam);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx): Promise<{ teamId: string } | { refused: TeamRefusal }> => {
		// Whoever gives a role in it, or invites to it, holds it open until they are done: we wait for them here.
		const team = await tx
			.selectFrom('team')
			.select('id')
			.where('organisation_id', '=', organisationId)
			.where('id', '=', teamId)
			.where('closed_at', 'is', null)
			.forUpdate()
			.executeTakeFirst();
		if (team === undefined) return { refused: 'unknown' };
		const of = { organisation_id: organisationId, team_id: teamId };
		const members = tx.selectFrom('role_grant').select('id').where('withdrawn_at', 'is', null).limit(1);
		const [member] = await members.where(({ and }) => and(of)).execute();
		if (member !== undefined) return { refused: 'has_members' };
		const invitations = tx.selectFrom('invitation').select('id').where('accepted_at', 'is', null).limit(1);
		const open = invitations.where('revoked_at', 'is', null).where('expires_at', '>', sql<Date>`now()`);
		const [invitation] = await open.where(({ and }) => and(of)).execute();
		if (invitation !== undefined) return { refused: 'has_invitations' };
		await tx
			.updateTable('team')
			.set({ closed_at: sql`clock_timestamp()` })
			.where('id', '=', teamId)
			.execute();
		await recordAct(tx, actor, { act: 'team.closed', object: `team:${teamId}` });
		return { teamId };
	});
}
