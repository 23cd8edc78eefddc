import type { Transaction } from 'kysely';
import { toBase64 } from '#house/crypto/bytes.ts';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { isTeamRole } from '#rooms/identity/roles.ts';
import { isAwake, type SignedIn } from '#rooms/identity/signed-in.ts';
import { OwnEpoch, OwnSlot, type OwnKeys } from './own-keys.ts';

/** What someone unlocks with: their slots, and what was sealed for them of the keys of their teams in one organisation. */
export function getOwnKeys(
	database: Database,
	person: SignedIn,
	{ organisationId }: { organisationId?: string } = {},
): Promise<OwnKeys> {
	const { personId } = person;
	const teamIds = person.grants.flatMap((grant) =>
		grant.organisationId === organisationId && grant.teamId !== null && isTeamRole(grant.role) && isAwake(person, grant)
			? [grant.teamId]
			: [],
	);
	const acting = organisationId === undefined ? { personId } : { personId, organisationId };
	return actAs(database, acting, async (tx) => {
		const key = await findCurrentKey(tx, personId);
		if (key === undefined) return { key: null, slots: [], teams: [] };
		const epochs = teamIds.length === 0 ? [] : await readEpochs(tx, { personId, keyId: key.id, teamIds });
		const teams = Map.groupBy(epochs, ({ teamId }) => teamId);
		return {
			key,
			slots: await readSlots(tx, personId, key.id),
			teams: [...teams].map(([teamId, own]) => ({
				organisationId: organisationId ?? '',
				teamId,
				epochs: own.map(({ epoch }) => epoch),
			})),
		};
	});
}

async function findCurrentKey(tx: Transaction<DB>, personId: string) {
	const row = await tx
		.selectFrom('staff_key')
		.select(['id', 'recipient', 'made_at'])
		.where('person_id', '=', personId)
		.where('retired_at', 'is', null)
		.executeTakeFirst();
	return row && { id: row.id, recipient: row.recipient, madeAt: row.made_at.toISOString() };
}

async function readSlots(tx: Transaction<DB>, personId: string, keyId: string): Promise<OwnSlot[]> {
	const rows = await tx
		.selectFrom('staff_key_slot')
		.select(['id', 'kind', 'label', 'credential', 'file', 'made_at'])
		.where('person_id', '=', personId)
		.where('key_id', '=', keyId)
		.orderBy('made_at')
		.execute();
	return rows.map(({ made_at, file, ...row }) =>
		OwnSlot.parse({ ...row, file: toBase64(file), madeAt: made_at.toISOString() }),
	);
}

interface Whose {
	personId: string;
	keyId: string;
	teamIds: string[];
}

async function readEpochs(tx: Transaction<DB>, { personId, keyId, teamIds }: Whose) {
	const rows = await tx
		.selectFrom('team_key as k')
		.leftJoin('team_key_wrap as w', (join) =>
			join
				.onRef('w.organisation_id', '=', 'k.organisation_id')
				.onRef('w.team_id', '=', 'k.team_id')
				.onRef('w.epoch', '=', 'k.epoch')
				.on('w.person_id', '=', personId)
				.on('w.key_id', '=', keyId),
		)
		.select(['k.team_id', 'k.epoch', 'k.state', 'k.intake_recipient', 'k.previous_secret', 'w.file'])
		.where('k.team_id', 'in', teamIds)
		.orderBy('k.epoch')
		.execute();
	return rows.map((row) => ({
		teamId: row.team_id,
		epoch: OwnEpoch.parse({
			epoch: row.epoch,
			state: row.state,
			intakeRecipient: row.intake_recipient,
			file: row.file && toBase64(row.file),
			previousSecret: row.previous_secret && toBase64(row.previous_secret),
		}),
	}));
}
