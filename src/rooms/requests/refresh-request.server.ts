import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { readRequest } from './private/read-request.ts';
import type { SealedRequest } from './sealed-request.ts';
import type { TeamPlace } from './work-wishes.ts';

/** What has come to a request that this person opened today; without such an opening it is not shown. */
export async function refreshRequest(
	database: Database,
	person: SignedIn,
	wish: TeamPlace & { requestId: string },
): Promise<SealedRequest | { refused: 'unknown' }> {
	const actor = findActor(person, wish, access.refreshRequest);
	if (actor === undefined) return { refused: 'unknown' };
	const { organisationId, teamId, requestId } = wish;
	const { personId } = actor;
	return actAs(database, { ...actor, teamId }, async (tx) => {
		const opening = await tx
			.selectFrom('request_opening')
			.select('number')
			.where('organisation_id', '=', organisationId)
			.where('request_id', '=', requestId)
			.where('person_id', '=', personId)
			// As long as a session may last.
			.where('opened_at', '>', sql<Date>`now() - interval '12 hours'`)
			.executeTakeFirst();
		if (opening === undefined) return { refused: 'unknown' };
		return (await readRequest(tx, { organisationId, teamId, requestId, personId })) ?? { refused: 'unknown' };
	});
}
