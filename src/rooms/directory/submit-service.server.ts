import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { listMissing, type Essential } from './missing-for-publishing.ts';
import { moveService } from './private/move-service.ts';
import { workOnService, type GeneralRefusal, type OwnService } from './private/work-on-service.ts';
import { findNextState } from './service-lifecycle.ts';

export type SubmitRefusal =
	{ refused: GeneralRefusal | 'other_state' } | { refused: 'incomplete'; missing: Essential[] };

/** Asks for a second pair of eyes. What nobody can do without must be there. */
export function submitService(
	database: Database,
	person: SignedIn,
	own: OwnService,
): Promise<{ submitted: true } | SubmitRefusal> {
	return workOnService(
		database,
		{ person, allowed: access.submitService, own },
		async (work): Promise<{ submitted: true } | SubmitRefusal> => {
			const { tx, actor, stored } = work;
			const state = findNextState(stored.state, 'submit');
			if (state === undefined) return { refused: 'other_state' };
			const missing = listMissing(stored.record);
			if (missing.length > 0) return { refused: 'incomplete', missing };
			const row = { submitted_by: actor.personId, submitted_at: sql<string>`now()` };
			await tx
				.insertInto('service_submission')
				.values({ organisation_id: stored.organisationId, service_id: stored.id, ...row })
				.onConflict((conflict) => conflict.column('service_id').doUpdateSet(row))
				.execute();
			await moveService(work, { act: 'service.submitted', state });
			return { submitted: true };
		},
	);
}
