import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { needsStepUp } from './private/needs-step-up.ts';
import { tellOfChange } from './private/tell-of-change.ts';
import type { SignedIn } from './signed-in.ts';

/** Removes a passkey of who is signed in, and tells them so by mail. */
export function removePasskey(
	database: Database,
	person: SignedIn,
	passkeyId: string,
): Promise<{ removed: true } | { refused: 'unknown' | 'step_up' }> {
	const { personId } = person;
	return actAs(database, { personId }, async (tx) => {
		if (await needsStepUp(tx, person)) return { refused: 'step_up' };
		const { numDeletedRows } = await tx
			.deleteFrom('passkey')
			.where('id', '=', passkeyId)
			.where('person_id', '=', personId)
			.executeTakeFirstOrThrow();
		if (numDeletedRows === 0n) return { refused: 'unknown' };
		await tellOfChange(tx, personId, 'passkey_removed');
		return { removed: true };
	});
}
