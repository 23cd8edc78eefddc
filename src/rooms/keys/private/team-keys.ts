import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { Actor } from '#rooms/identity/signed-in.ts';
import type { HolderWrap, RecoveryWrap } from '../key-changes.ts';

/** Who changes the key of the team they work in. */
export type TeamActor = Actor & { teamId: string };

/** The epochs of the team's key, newest first, locked until the transaction ends: whoever else changes them waits. */
export function holdEpochs(tx: Transaction<DB>, { organisationId, teamId }: TeamActor) {
	return tx
		.selectFrom('team_key')
		.select(['epoch', 'state'])
		.where('organisation_id', '=', organisationId)
		.where('team_id', '=', teamId)
		.orderBy('epoch', 'desc')
		.forUpdate()
		.execute();
}

/** Whether this person holds the secret of an epoch. */
export async function isHolder(tx: Transaction<DB>, actor: TeamActor, epoch: number): Promise<boolean> {
	const { organisationId, teamId, personId } = actor;
	const row = await tx
		.selectFrom('team_key_wrap')
		.select('epoch')
		.where('organisation_id', '=', organisationId)
		.where('team_id', '=', teamId)
		.where('epoch', '=', epoch)
		.where('person_id', '=', personId)
		.executeTakeFirst();
	return row !== undefined;
}

/** Whoever has a role in the team, and an identity that is theirs now: the database refuses anyone else. */
export async function insertWraps(
	tx: Transaction<DB>,
	actor: TeamActor,
	{ epoch, wraps }: { epoch: number; wraps: readonly HolderWrap[] },
): Promise<void> {
	const { organisationId: organisation_id, teamId: team_id, personId: made_by } = actor;
	const rows = wraps.map(({ personId: person_id, keyId: key_id, file, vouch }) => ({
		organisation_id,
		team_id,
		epoch,
		person_id,
		key_id,
		file,
		vouch,
		made_by,
	}));
	await tx.insertInto('team_key_wrap').values(rows).execute();
}

export async function insertRecoveryWrap(
	tx: Transaction<DB>,
	actor: TeamActor,
	{ epoch, wrap }: { epoch: number; wrap: RecoveryWrap },
): Promise<void> {
	const { organisationId: organisation_id, teamId: team_id, personId: made_by } = actor;
	const { recoveryId: recovery_id, file, vouch } = wrap;
	await tx
		.insertInto('team_key_recovery_wrap')
		.values({ organisation_id, team_id, epoch, recovery_id, file, vouch, made_by })
		.execute();
}

/** What the database says of a wrap that may not be, in the words of this room. */
export const wrapRefusals = {
	team_key_wrap_role_in_team: 'not_member',
	team_key_wrap_current_identity: 'changed_key',
	team_key_wrap_person_id_key_id_fkey: 'changed_key',
	team_key_wrap_pkey: 'has_key',
	team_key_recovery_wrap_pkey: 'has_key',
	team_key_recovery_wrap_organisation_id_recovery_id_fkey: 'changed_key',
	team_key_pkey: 'has_key',
	team_key_current: 'has_key',
	team_key_preparing: 'already_begun',
	team_key_previous_secret_needed: 'not_done',
} as const;
