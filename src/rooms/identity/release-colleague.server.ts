import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { access } from './access.ts';
import { findActor, type SignedIn } from './signed-in.ts';
import { tellOfChange } from './private/tell-of-change.ts';

/**
 * For a colleague who has lost their passkey: removes what they signed in with besides the code and ends their sessions, so that they can
 * sign in with the code and add a new one. They are told by mail; the act is recorded.
 */
export async function releaseColleague(
	database: Database,
	person: SignedIn,
	{ organisationId, personId }: { organisationId: string; personId: string },
): Promise<{ released: true } | { refused: 'unknown' | 'step_up' }> {
	const actor = findActor(person, { organisationId }, access.releaseColleague);
	if (actor === undefined || personId === person.personId) return { refused: 'unknown' };
	// Whoever takes a second factor from others shows their own.
	if (person.factors === 1) return { refused: 'step_up' };
	return actAs(database, actor, async (tx) => {
		const colleague = await tx
			.selectFrom('role_grant')
			.select('id')
			.where('organisation_id', '=', organisationId)
			.where('person_id', '=', personId)
			.where('withdrawn_at', 'is', null)
			.limit(1)
			.executeTakeFirst();
		if (colleague === undefined) return { refused: 'unknown' };
		await tx.deleteFrom('passkey').where('person_id', '=', personId).execute();
		await tx.deleteFrom('issuer_identity').where('person_id', '=', personId).execute();
		await tx.deleteFrom('session').where('person_id', '=', personId).execute();
		await tellOfChange(tx, personId, 'released');
		await recordAct(tx, actor, { act: 'colleague.released', details: { colleague: personId } });
		return { released: true };
	});
}
