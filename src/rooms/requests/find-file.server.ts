import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { TeamPlace } from './work-wishes.ts';

/** One file of a request, sealed. */
export async function findFile(
	database: Database,
	person: SignedIn,
	wish: TeamPlace & { requestId: string; fileId: string },
): Promise<{ sealed: string } | { refused: 'unknown' }> {
	const actor = findActor(person, wish, access.findFile);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, { ...actor, teamId: wish.teamId }, async (tx) => {
		const row = await tx
			.selectFrom('request_object as o')
			.innerJoin('request as r', (join) =>
				join.onRef('r.organisation_id', '=', 'o.organisation_id').onRef('r.id', '=', 'o.request_id'),
			)
			.select('o.sealed')
			.where('o.organisation_id', '=', wish.organisationId)
			.where('r.team_id', '=', wish.teamId)
			.where('o.request_id', '=', wish.requestId)
			.where('o.id', '=', wish.fileId)
			.where('o.kind', '=', 'file')
			.executeTakeFirst();
		if (row === undefined) return { refused: 'unknown' };
		await recordAct(tx, actor, { act: 'request.file_opened', object: `request:${wish.requestId}` });
		return { sealed: row.sealed.toString('base64url') };
	});
}
