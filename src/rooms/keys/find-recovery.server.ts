import type { Transaction } from 'kysely';
import { toBase64 } from '#house/crypto/bytes.ts';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { nameColleagues } from '#rooms/identity/name-colleagues.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { nameTeams } from '#rooms/identity/name-teams.server.ts';
import type { RecoveryState } from './recovery.ts';

/** The organisation's paper: whether there is one, when it was shown to work, and which teams have sealed their secret for it. */
export async function findRecovery(
	database: Database,
	person: SignedIn,
	{ organisationId }: { organisationId: string },
): Promise<RecoveryState | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.findRecovery);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const paper = await tx
			.selectFrom('recovery_recipient')
			.select(['id', 'recipient', 'made_at', 'made_by', 'drilled_at', 'drilled_by'])
			.where('organisation_id', '=', organisationId)
			.where('retired_at', 'is', null)
			.executeTakeFirst();
		const names = await nameColleagues(tx, [paper?.made_by ?? null, paper?.drilled_by ?? null]);
		return {
			organisationId,
			paper: paper
				? {
						id: paper.id,
						recipient: paper.recipient,
						madeAt: paper.made_at.toISOString(),
						madeBy: names.get(paper.made_by) ?? '',
						drilledAt: paper.drilled_at?.toISOString() ?? null,
						drilledBy: names.get(paper.drilled_by ?? '') ?? '',
					}
				: null,
			teams: await listTeams(tx, organisationId, paper?.id),
		};
	});
}

async function listTeams(tx: Transaction<DB>, organisationId: string, recoveryId: string | undefined) {
	const rows = await tx
		.selectFrom('team_key as k')
		.leftJoin('team_key_recovery_wrap as w', (join) =>
			join
				.onRef('w.organisation_id', '=', 'k.organisation_id')
				.onRef('w.team_id', '=', 'k.team_id')
				.onRef('w.epoch', '=', 'k.epoch')
				.on('w.recovery_id', '=', recoveryId ?? null),
		)
		.select(['k.team_id', 'k.epoch', 'k.intake_recipient', 'w.file'])
		.where('k.organisation_id', '=', organisationId)
		.where('k.state', '=', 'current')
		.execute();
	const names = await nameTeams(tx, organisationId);
	return rows.map((row) => ({
		teamId: row.team_id,
		name: names.get(row.team_id) ?? '',
		epoch: row.epoch,
		intakeRecipient: row.intake_recipient,
		file: row.file && toBase64(row.file),
	}));
}
