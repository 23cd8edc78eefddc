import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { endParticipation } from './end-participation.server.ts';
import type { ParticipationForm } from './participation-form.ts';
import { findOwnParty } from './private/find-own-party.server.ts';

/** A party leaves a domain. It stays a party, and in the other domains. */
export async function leaveDomain(
	database: Database,
	person: SignedIn,
	{ organisationId, form }: { organisationId: string; form: ParticipationForm },
): Promise<Awaited<ReturnType<typeof endParticipation>>> {
	const actor = findActor(person, { organisationId }, access.leaveDomain);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const partyId = await findOwnParty(tx, organisationId);
		if (partyId === undefined) return { refused: 'unknown' };
		const { day, decidedBy, id } = form;
		return endParticipation(tx, actor, { partyId, participationId: id, until: day, decidedBy });
	});
}
