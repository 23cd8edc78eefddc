import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import type { IssuerRefusal } from './issuer.ts';
import { become } from './private/become.ts';
import { forBrowser } from './private/for-browser.ts';
import { linkIdentity } from './private/link-identity.ts';
import type { SignedIn } from './signed-in.ts';

/** Links the identity with which someone came back from an issuer in this browser, before they were signed in. */
export function linkUnlinkedIdentity(
	database: Database,
	person: SignedIn,
	browser: string,
): Promise<{ linked: true } | { refused: IssuerRefusal }> {
	return forBrowser(database, browser, async (tx) => {
		await become(tx, person.personId);
		const kept = await tx
			.selectFrom('unlinked_identity')
			.select(['id', 'issuer', 'subject', 'groups', 'vouched'])
			.where('expires_at', '>', sql<Date>`now()`)
			.limit(1)
			.executeTakeFirst();
		if (kept === undefined) return { refused: 'issuer_expired' };
		const { id, ...identity } = kept;
		const outcome = await linkIdentity(tx, person, identity);
		// Whoever has to show a second factor first comes back for it.
		if ('linked' in outcome || outcome.refused !== 'step_up') {
			await tx.deleteFrom('unlinked_identity').where('id', '=', id).execute();
		}
		return outcome;
	});
}
