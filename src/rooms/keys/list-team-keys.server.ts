import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import type { Transaction } from 'kysely';
import { nameTeams } from '#rooms/identity/name-teams.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { TeamKeyLine } from './team-key.ts';

/** The teams of an organisation and how their keys stand: how many hold them, and what is to be done. */
export async function listTeamKeys(
	database: Database,
	person: SignedIn,
	{ organisationId }: { organisationId: string },
): Promise<{ teams: TeamKeyLine[] } | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.listTeamKeys);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const names = await nameTeams(tx, organisationId);
		const keys = await readKeys(tx, organisationId);
		const teams = [...names].map(([teamId, name]) => {
			const own = keys.filter(({ team_id }) => team_id === teamId);
			const current = own.find(({ state }) => state === 'current');
			return {
				teamId,
				name,
				epoch: current?.epoch,
				holders: current?.holders ?? 0,
				renewalDue: current !== undefined && current.renewal_due_since !== null,
				isBeingRenewed: own.some(({ state }) => state === 'preparing') || (current?.previous_secret ?? null) !== null,
				hasRecovery: (current?.papers ?? 0) > 0,
			};
		});
		return { teams };
	});
}

function readKeys(tx: Transaction<DB>, organisationId: string) {
	return tx
		.selectFrom('team_key as k')
		.select(({ selectFrom, fn }) => [
			'k.team_id',
			'k.epoch',
			'k.state',
			'k.renewal_due_since',
			'k.previous_secret',
			selectFrom('team_key_wrap as w')
				.select(fn.countAll<number>().as('count'))
				.whereRef('w.organisation_id', '=', 'k.organisation_id')
				.whereRef('w.team_id', '=', 'k.team_id')
				.whereRef('w.epoch', '=', 'k.epoch')
				.as('holders'),
			selectFrom('team_key_recovery_wrap as r')
				.select(fn.countAll<number>().as('count'))
				.whereRef('r.organisation_id', '=', 'k.organisation_id')
				.whereRef('r.team_id', '=', 'k.team_id')
				.whereRef('r.epoch', '=', 'k.epoch')
				.as('papers'),
		])
		.where('k.organisation_id', '=', organisationId)
		.execute();
}
