import type { z } from 'zod';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { endOf } from './private/end-request.ts';
import { workOnRequest } from './private/work-on-request.ts';
import type { Moved } from './sealed-request.ts';
import type { CloseWish, TeamPlace, WorkRefusal } from './work-wishes.ts';

/** Ends a request, with the reason. Whoever wrote it may still come back, and is heard again. */
export function closeRequest(
	database: Database,
	person: SignedIn,
	wish: TeamPlace & z.infer<typeof CloseWish>,
): Promise<Moved | { refused: WorkRefusal }> {
	const work = { person, allowed: access.closeRequest, wish, move: 'close', act: 'request.closed' } as const;
	return workOnRequest(database, work, async ({ tx }) => ({ set: await endOf(tx, wish, wish.reason) }));
}
