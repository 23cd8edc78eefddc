import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { findSuggestible, writeSuggestion, type HandedIn } from './private/write-suggestion.ts';

export interface PartnerSuggestion extends HandedIn {
	/** In which this person works, and in whose name they write. */
	organisationId: string;
	/** Whether they sign with their own name besides. */
	isNamed: boolean;
}

/** Hands in what a partner says is no longer right, signed by their organisation. */
export async function sendPartnerSuggestion(
	database: Database,
	person: SignedIn,
	{ organisationId, isNamed, ...handedIn }: PartnerSuggestion,
): Promise<{ sent: true } | { refused: 'unknown' | 'real_service' }> {
	const grant = person.grants.find((each) => each.organisationId === organisationId);
	if (grant === undefined) return { refused: 'unknown' };
	const { personId, name } = person;
	return actAs(database, { organisationId, personId, role: grant.role }, async (tx) => {
		const service = await findSuggestible(tx, handedIn.serviceId);
		if (service === undefined) return { refused: 'unknown' };
		// Whoever tries the demonstration writes to nobody who works.
		if (person.imaginary && !service.imaginary) return { refused: 'real_service' };
		const from = { organisationId, name: isNamed ? name.slice(0, 200) : undefined };
		await writeSuggestion(tx, service, { ...handedIn, from });
		return { sent: true };
	});
}
