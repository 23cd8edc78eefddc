import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { openAsMember } from './private/open-as-member.ts';
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
	return actAs(database, { ...actor, teamId: wish.teamId }, async (tx) => {
		const opened = await openAsMember(tx, actor, wish);
		if (opened === undefined) return { refused: 'unknown' };
		await recordAct(tx, actor, { act: 'request.opened', object: `request:${wish.requestId}` });
		return opened;
	});
}
