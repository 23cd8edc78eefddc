import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { needsStepUp } from './private/needs-step-up.ts';
import { tellOfChange } from './private/tell-of-change.ts';
import type { SignedIn } from './signed-in.ts';

/** From now on that identity opens nothing here; they are told so by mail. */
export function unlinkIdentity(
	database: Database,
	person: SignedIn,
	identityId: string,
): Promise<{ unlinked: true } | { refused: 'unknown' | 'step_up' }> {
	const { personId } = person;
	return actAs(database, { personId }, async (tx) => {
		if (await needsStepUp(tx, person)) return { refused: 'step_up' };
		const { numDeletedRows } = await tx
			.deleteFrom('issuer_identity')
			.where('id', '=', identityId)
			.where('person_id', '=', personId)
			.executeTakeFirstOrThrow();
		if (numDeletedRows === 0n) return { refused: 'unknown' };
		await tellOfChange(tx, personId, 'identity_unlinked');
		return { unlinked: true };
	});
}
