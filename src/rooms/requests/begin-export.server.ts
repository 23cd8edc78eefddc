import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { TeamPlace } from './work-wishes.ts';

/** Says how many requests of a team are about to be exported, and records it before any of them is given. */
export async function beginExport(
	database: Database,
	person: SignedIn,
	wish: TeamPlace,
): Promise<{ count: number } | { refused: 'unknown' }> {
	const actor = findActor(person, wish, access.beginExport);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, { ...actor, teamId: wish.teamId }, async (tx) => {
		const { count } = await tx
			.selectFrom('request')
			.select(({ fn }) => fn.countAll<string>().as('count'))
			.where('organisation_id', '=', wish.organisationId)
			.where('team_id', '=', wish.teamId)
			.executeTakeFirstOrThrow();
		await recordAct(tx, actor, { act: 'requests.exported', object: `team:${wish.teamId}`, details: { count } });
		return { count: Number(count) };
	});
}
