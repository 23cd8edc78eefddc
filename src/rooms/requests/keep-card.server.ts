import type { z } from 'zod';
import { fromBase64 } from '#house/crypto/bytes.ts';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { workOnRequest } from './private/work-on-request.ts';
import type { Moved } from './sealed-request.ts';
import type { CardWish, TeamPlace, WorkRefusal } from './work-wishes.ts';

/** Another title for the line of the list. `cardVersion` is the new one, which is sealed with it. */
export function keepCard(
	database: Database,
	person: SignedIn,
	wish: TeamPlace & z.infer<typeof CardWish>,
): Promise<Moved | { refused: WorkRefusal }> {
	const work = { person, allowed: access.keepCard, wish, act: 'request.renamed' } as const;
	return workOnRequest(database, work, async ({ row }) => {
		if (row.card === null || row.card_version + 1 !== wish.cardVersion) return { refused: 'stale' };
		return { set: { card: Buffer.from(fromBase64(wish.card)), card_version: wish.cardVersion } };
	});
}
