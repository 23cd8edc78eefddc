import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';

/** A party no longer gives a contact. */
export async function removeContact(
	database: Database,
	person: SignedIn,
	{ organisationId, contactId }: { organisationId: string; contactId: string },
): Promise<{ contactId: string } | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.removeContact);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const removed = await tx
			.deleteFrom('party_contact')
			.where('id', '=', contactId)
			.where('organisation_id', '=', organisationId)
			.returning(['function', 'party_id'])
			.executeTakeFirst();
		if (removed === undefined) return { refused: 'unknown' };
		await recordAct(tx, actor, {
			act: 'party_contact.removed',
			object: `party:${removed.party_id}`,
			details: { function: removed.function },
		});
		return { contactId };
	});
}
