import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { beginParticipation } from './begin-participation.server.ts';
import type { ParticipationForm } from './participation-form.ts';
import { findOwnParty } from './private/find-own-party.server.ts';

/** A party says that it takes part in a domain. */
export async function takePart(
	database: Database,
	person: SignedIn,
	{ organisationId, form }: { organisationId: string; form: ParticipationForm },
): Promise<Awaited<ReturnType<typeof beginParticipation>>> {
	const actor = findActor(person, { organisationId }, access.takePart);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const partyId = await findOwnParty(tx, organisationId);
		if (partyId === undefined) return { refused: 'unknown' };
		const { domain, day, decidedBy, id } = form;
		return beginParticipation(tx, actor, { partyId, domain, from: day, decidedBy, participationId: id });
	});
}
