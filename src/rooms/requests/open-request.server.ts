import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { readRequest } from './private/read-request.ts';
import type { SealedRequest } from './sealed-request.ts';
import type { TeamPlace } from './work-wishes.ts';

/** Opening a request is an act: the person sees the role and the time, the record keeps who. Each time. */
export async function openRequest(
	database: Database,
	person: SignedIn,
	wish: TeamPlace & { requestId: string },
): Promise<SealedRequest | { refused: 'unknown' }> {
	const actor = findActor(person, wish, access.openRequest);
	if (actor === undefined) return { refused: 'unknown' };
	const { organisationId, teamId, requestId } = wish;
	const { personId, role } = actor;
	return actAs(database, { ...actor, teamId }, async (tx) => {
		const isTheirs = await tx
			.selectFrom('request')
			.select('id')
			.where('organisation_id', '=', organisationId)
			.where('team_id', '=', teamId)
			.where('id', '=', requestId)
			.executeTakeFirst();
		if (isTheirs === undefined) return { refused: 'unknown' };
		await tx
			.insertInto('request_opening')
			.values({ organisation_id: organisationId, request_id: requestId, person_id: personId, role })
			.execute();
		const read = await readRequest(tx, { organisationId, teamId, requestId, personId });
		if (read === undefined) return { refused: 'unknown' };
		await recordAct(tx, actor, { act: 'request.opened', object: `request:${requestId}` });
		return read;
	});
}
