import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import { become } from './private/become.ts';
import { forBrowser } from './private/for-browser.ts';
import type { SignedIn } from './signed-in.ts';

export interface Identity {
	id: string;
	issuer: string;
	groups: string[];
	vouched: boolean;
	linkedAt: Date;
	usedAt: Date | null;
}

/** The identities of who is signed in; `unlinked` is the issuer of one with which they came back in this browser and which is nobody's yet. */
export function listIdentities(
	database: Database,
	{ personId }: SignedIn,
	browser: string | undefined,
): Promise<{ identities: Identity[]; unlinked: string | undefined }> {
	return forBrowser(database, browser ?? '', async (tx) => {
		await become(tx, personId);
		const identities = await tx
			.selectFrom('issuer_identity')
			.select(['id', 'issuer', 'groups', 'vouched', 'linked_at as linkedAt', 'used_at as usedAt'])
			.where('person_id', '=', personId)
			.orderBy('linked_at')
			.execute();
		const unlinked = await tx
			.selectFrom('unlinked_identity')
			.select('issuer')
			.where('expires_at', '>', sql<Date>`now()`)
			.executeTakeFirst();
		return { identities, unlinked: unlinked?.issuer };
	});
}
