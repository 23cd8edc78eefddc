import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { SignedIn } from '../signed-in.ts';

/**
 * Whoever has a second factor shows it before they change what they sign in with: otherwise who reads their mail could give themselves
 * one. Who has none yet may add the first. The transaction acts for the person.
 */
export async function needsStepUp(tx: Transaction<DB>, person: SignedIn): Promise<boolean> {
	if (person.factors === 2) return false;
	const found = await tx
		.selectFrom('passkey')
		.select('id')
		.where('person_id', '=', person.personId)
		.unionAll(
			tx
				.selectFrom('issuer_identity')
				.select('id')
				.where('person_id', '=', person.personId)
				.where('vouched', '=', true),
		)
		.limit(1)
		.execute();
	return found.length > 0;
}
