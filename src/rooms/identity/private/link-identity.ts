import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { SignedIn } from '../signed-in.ts';
import { needsStepUp } from './needs-step-up.ts';
import { tellOfChange } from './tell-of-change.ts';

export interface ShownIdentity {
	issuer: string;
	subject: string;
	groups: string[];
	vouched: boolean;
}

/** Links an identity to who is signed in, for whom the transaction acts. */
export async function linkIdentity(
	tx: Transaction<DB>,
	person: SignedIn,
	identity: ShownIdentity,
): Promise<{ linked: true } | { refused: 'linked_elsewhere' | 'step_up' }> {
	if (await needsStepUp(tx, person)) return { refused: 'step_up' };
	const added = await tx
		.insertInto('issuer_identity')
		.values({ person_id: person.personId, ...identity })
		.onConflict((conflict) => conflict.columns(['issuer', 'subject']).doNothing())
		.returning('id')
		.executeTakeFirst();
	if (added !== undefined) {
		await tellOfChange(tx, person.personId, 'identity_linked');
		return { linked: true };
	}
	const { issuer, subject } = identity;
	const own = await tx
		.selectFrom('issuer_identity')
		.select('id')
		.where('person_id', '=', person.personId)
		.where('issuer', '=', issuer)
		.where('subject', '=', subject)
		.executeTakeFirst();
	return own === undefined ? { refused: 'linked_elsewhere' } : { linked: true };
}
