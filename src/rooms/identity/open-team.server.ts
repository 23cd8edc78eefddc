import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { access } from './access.ts';
import { unlessNameTaken } from './private/team-name.ts';
import { findActor, type SignedIn } from './signed-in.ts';
import type { TeamForm, TeamRefusal } from './team.ts';

export async function openTeam(
	database: Database,
	person: SignedIn,
	{ organisationId, name }: TeamForm & { organisationId: string },
): Promise<{ teamId: string } | { refused: TeamRefusal }> {
	const actor = findActor(person, { organisationId }, access.openTeam);
	if (actor === undefined) return { refused: 'unknown' };
	const opening = actAs(database, actor, async (tx) => {
		const team = await tx
			.insertInto('team')
			.values({ organisation_id: organisationId, name })
			.returning('id')
			.executeTakeFirstOrThrow();
		await recordAct(tx, actor, { act: 'team.opened', object: `team:${team.id}` });
		return { teamId: team.id };
	});
	return unlessNameTaken(opening);
}
