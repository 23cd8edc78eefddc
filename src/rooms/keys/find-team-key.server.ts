import type { Transaction } from 'kysely';
import { toBase64 } from '#house/crypto/bytes.ts';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { listTeamMembers } from '#rooms/identity/list-team-members.server.ts';
import { nameColleagues } from '#rooms/identity/name-colleagues.server.ts';
import { nameTeams } from '#rooms/identity/name-teams.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { TeamEpoch, type TeamKeyState, type TeamMember, type TeamRecovery } from './team-key.ts';

type Scope = { organisationId: string; teamId: string };

/** How the key of a team stands, for whoever works in it: its epochs, who holds it, who could. */
export async function findTeamKey(
	database: Database,
	person: SignedIn,
	{ organisationId, teamId }: Scope,
): Promise<TeamKeyState | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId, teamId }, access.findTeamKey);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const teamName = (await nameTeams(tx, organisationId)).get(teamId);
		if (teamName === undefined) return { refused: 'unknown' };
		return {
			organisationId,
			teamId,
			teamName,
			epochs: await readEpochs(tx, { organisationId, teamId }),
			members: await readMembers(tx, { organisationId, teamId }, person.personId),
			recovery: await findPaper(tx, { organisationId, teamId }),
		};
	});
}

async function readEpochs(tx: Transaction<DB>, { organisationId, teamId }: Scope): Promise<TeamEpoch[]> {
	const rows = await tx
		.selectFrom('team_key')
		.selectAll()
		.where('organisation_id', '=', organisationId)
		.where('team_id', '=', teamId)
		.orderBy('epoch', 'desc')
		.execute();
	const names = await nameColleagues(
		tx,
		rows.map(({ made_by }) => made_by),
	);
	return rows.map((row) =>
		TeamEpoch.parse({
			epoch: row.epoch,
			state: row.state,
			intakeRecipient: row.intake_recipient,
			madeBy: names.get(row.made_by) ?? '',
			currentFrom: row.current_from?.toISOString() ?? null,
			renewalDueSince: row.renewal_due_since?.toISOString() ?? null,
			keepsPrevious: row.previous_secret !== null,
		}),
	);
}

async function readMembers(tx: Transaction<DB>, scope: Scope, me: string): Promise<TeamMember[]> {
	const members = await listTeamMembers(tx, scope.teamId);
	const ids = members.map(({ personId }) => personId);
	const keys = await tx
		.selectFrom('staff_key')
		.select(['person_id', 'id', 'recipient'])
		.where('person_id', 'in', ids)
		.where('retired_at', 'is', null)
		.execute();
	const wraps = await tx
		.selectFrom('team_key_wrap')
		.select(['person_id', 'epoch', 'vouch', 'made_at'])
		.where('organisation_id', '=', scope.organisationId)
		.where('team_id', '=', scope.teamId)
		.execute();
	return members.map(({ personId, name }) => {
		const key = keys.find(({ person_id }) => person_id === personId);
		return {
			personId,
			name,
			isMe: personId === me,
			key: key ? { id: key.id, recipient: key.recipient } : null,
			holds: wraps
				.filter(({ person_id }) => person_id === personId)
				.map(({ epoch, vouch, made_at }) => ({
					epoch,
					vouch: vouch && toBase64(vouch),
					since: made_at.toISOString(),
				})),
		};
	});
}

async function findPaper(tx: Transaction<DB>, { organisationId, teamId }: Scope): Promise<TeamRecovery | null> {
	const paper = await tx
		.selectFrom('recovery_recipient')
		.select(['id', 'recipient'])
		.where('organisation_id', '=', organisationId)
		.where('retired_at', 'is', null)
		.executeTakeFirst();
	if (paper === undefined) return null;
	const wraps = await tx
		.selectFrom('team_key_recovery_wrap')
		.select(['epoch', 'vouch', 'file'])
		.where('team_id', '=', teamId)
		.where('recovery_id', '=', paper.id)
		.execute();
	const holds = wraps.map(({ epoch, vouch, file }) => ({
		epoch,
		vouch: vouch && toBase64(vouch),
		file: toBase64(file),
	}));
	return { ...paper, holds };
}
