import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { access } from './access.ts';
import { unlessNameTaken } from './private/team-name.ts';
import { findActor, type SignedIn } from './signed-in.ts';
import type { TeamForm, TeamRefusal } from './team.ts';

export async function renameTeam(
	database: Database,
	person: SignedIn,
	{ organisationId, teamId, name }: TeamForm & { organisationId: string; teamId: string },
): Promise<{ teamId: string } | { refused: TeamRefusal }> {
	const actor = findActor(person, { organisationId }, access.renameTeam);
	if (actor === undefined) return { refused: 'unknown' };
	const renaming = actAs(database, actor, async (tx): Promise<{ teamId: string } | { refused: TeamRefusal }> => {
		const renamed = await tx
			.updateTable('team')
			.set({ name })
			.where('organisation_id', '=', organisationId)
			.where('id', '=', teamId)
			.where('closed_at', 'is', null)
			.returning('id')
			.executeTakeFirst();
		if (renamed === undefined) return { refused: 'unknown' };
		await recordAct(tx, actor, { act: 'team.renamed', object: `team:${teamId}` });
		return { teamId };
	});
	return unlessNameTaken(renaming);
}
