import type { z } from 'zod';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { endOf } from './private/end-request.ts';
import { workOnRequest } from './private/work-on-request.ts';
import type { Moved } from './sealed-request.ts';
import type { SupportWish, TeamPlace, WorkRefusal } from './work-wishes.ts';

/** Says that an individual support has come of a request, which ends with it. */
export function makeSupport(
	database: Database,
	person: SignedIn,
	wish: TeamPlace & z.infer<typeof SupportWish>,
): Promise<Moved | { refused: WorkRefusal }> {
	const work = {
		person,
		allowed: access.makeSupport,
		wish,
		move: 'become_support',
		act: 'request.became_support',
	} as const;
	return workOnRequest(database, work, async ({ tx }) => ({ set: await endOf(tx, wish, null) }));
}
