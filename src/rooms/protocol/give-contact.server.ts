import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { ContactForm } from './contact-form.ts';
import { findOwnParty } from './private/find-own-party.server.ts';

/** A party says whom to reach, by function. The same one given twice stays one. */
export async function giveContact(
	database: Database,
	person: SignedIn,
	{ organisationId, form }: { organisationId: string; form: ContactForm },
): Promise<{ contactId: string } | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.giveContact);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const partyId = await findOwnParty(tx, organisationId);
		if (partyId === undefined) return { refused: 'unknown' };
		const known = await tx
			.selectFrom('party_contact')
			.select('id')
			.where('party_id', '=', partyId)
			.where('function', '=', form.function)
			.where('email', 'is not distinct from', form.email)
			.where('phone', 'is not distinct from', form.phone)
			.executeTakeFirst();
		if (known !== undefined) return { contactId: known.id };
		const { id } = await tx
			.insertInto('party_contact')
			.values({ ...form, organisation_id: organisationId, party_id: partyId, recorded_by: actor.personId })
			.returning('id')
			.executeTakeFirstOrThrow();
		await recordAct(tx, actor, {
			act: 'party_contact.given',
			object: `party:${partyId}`,
			details: { function: form.function, reached_by: [form.email, form.phone].filter(Boolean).join(', ') },
		});
		return { contactId: id };
	});
}
