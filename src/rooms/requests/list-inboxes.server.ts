import type { Database } from '#house/database/kysely.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { countWaiting, type WaitingInTeam } from './private/count-waiting.ts';

/** The inboxes that this person may open in an organisation. */
export async function listInboxes(
	database: Database,
	person: SignedIn,
	{ organisationId }: { organisationId: string },
): Promise<{ inboxes: WaitingInTeam[] } | { refused: 'unknown' }> {
	const allowed = access.listInboxes;
	if (findActor(person, { organisationId }, allowed) === undefined) return { refused: 'unknown' };
	return { inboxes: await countWaiting(database, { person, organisationId, allowed }) };
}
