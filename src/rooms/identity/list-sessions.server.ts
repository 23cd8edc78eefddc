import { z } from 'zod';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { SignedIn } from './signed-in.ts';

const OpenSession = z.object({
	id: z.string(),
	method: SignedIn.shape.method,
	factors: SignedIn.shape.factors,
	begunAt: z.date(),
	seenAt: z.date(),
});
export type OpenSession = z.infer<typeof OpenSession>;

/** Where someone is signed in now, the last used first. What has ended is not here. */
export async function listSessions(database: Database, { personId }: SignedIn): Promise<OpenSession[]> {
	const rows = await actAs(database, { personId }, (tx) =>
		tx
			.selectFrom('session')
			.select(['id', 'method', 'factors', 'begun_at as begunAt', 'seen_at as seenAt'])
			.where('person_id', '=', personId)
			.where('begun_at', '>', new Date(Date.now() - 12 * 3_600_000))
			.where('seen_at', '>', new Date(Date.now() - 30 * 60_000))
			.orderBy('seen_at', 'desc')
			.execute(),
	);
	return z.array(OpenSession).parse(rows);
}
