import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { endCommitteeWork } from '#rooms/identity/end-committee-work.server.ts';
import { stateOn } from './party-state.ts';
import { meanwhileAsSystem } from './private/as-system.ts';
import { findPartyForUpdate } from './private/find-party.server.ts';

/** A withdrawal recorded ahead ends seats and invitations when its day has come; done again it does nothing. */
export function endWithdrawnParties(database: Database, today: string): Promise<void> {
	return actAs(database, {}, (tx) =>
		meanwhileAsSystem(tx, async (actor) => {
			const left = await tx
				.selectFrom('party_act')
				.select(['party_id as id', 'organisation_id as organisationId'])
				.distinct()
				.where('kind', '=', 'withdrawn')
				.where('on', '<=', today)
				.execute();
			for (const { id, organisationId } of left) {
				const party = await findPartyForUpdate(tx, id);
				if (party === undefined || stateOn(party.acts, today) !== 'withdrawn') continue;
				await endCommitteeWork(tx, actor, { organisationId });
			}
		}),
	);
}
