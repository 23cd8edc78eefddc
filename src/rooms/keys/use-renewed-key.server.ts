import { sql, type Transaction } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { TeamKeyChangeOf } from './key-changes.ts';
import { changeTeamKey, type Changed, type TeamScope } from './private/change-team-key.ts';
import { isHolder } from './private/team-keys.ts';

/** From now on what is written to the team is sealed to the new key; what is older opens with it too, by the secret it keeps. */
export function useRenewedKey(
	database: Database,
	person: SignedIn,
	{ epoch, ...scope }: TeamScope & TeamKeyChangeOf<'use_renewed'>,
): Promise<Changed> {
	return changeTeamKey(
		database,
		{ person, scope },
		{
			allowed: access.useRenewedKey,
			act: 'team_key.renewed',
			async work(tx, actor, epochs) {
				const [next, current] = epochs;
				if (next?.epoch !== epoch || next.state !== 'preparing' || current?.state !== 'current') return 'moved_on';
				if (!(await isHolder(tx, actor, epoch))) return 'not_holder';
				const { organisationId, teamId } = actor;
				const wraps = await tx
					.selectFrom('team_key_wrap')
					.select(['epoch', 'person_id'])
					.where('team_id', '=', teamId)
					.where('epoch', 'in', [epoch, current.epoch])
					.execute();
				const has = new Set(wraps.filter((wrap) => wrap.epoch === epoch).map(({ person_id }) => person_id));
				// Someone was given the old key in the meantime: they would lose what is to come.
				if (wraps.some(({ person_id }) => !has.has(person_id))) return 'holders_missing';
				await turnOver(tx, { organisationId, teamId }, { from: current.epoch, to: epoch });
				return undefined;
			},
		},
	);
}

async function turnOver(
	tx: Transaction<DB>,
	{ organisationId, teamId }: TeamScope,
	{ from, to }: { from: number; to: number },
): Promise<void> {
	const row = (epoch: number) =>
		tx
			.updateTable('team_key')
			.where('organisation_id', '=', organisationId)
			.where('team_id', '=', teamId)
			.where('epoch', '=', epoch);
	await row(from)
		.set({ state: 'past', past_from: sql`now()` })
		.execute();
	await row(to)
		.set({ state: 'current', current_from: sql`now()` })
		.execute();
}
