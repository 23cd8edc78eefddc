import type { Database } from '#house/database/kysely.ts';
import { recipientOf, sealToRecipients } from '#house/crypto/age-file.ts';
import { deriveTeamKeys, makeTeamSecret } from '#house/crypto/team-secret.ts';
import type { TeamWithKeys } from './team-keys.builder.ts';

/** The key of a team renewed: a new epoch, with the same holders. */
export async function aRenewedKey(owner: Database, team: TeamWithKeys): Promise<TeamWithKeys> {
	const keys = await deriveTeamKeys(makeTeamSecret());
	const key = { organisation_id: team.organisationId, team_id: team.teamId };
	const made_by = team.holders[0]?.signedIn.personId ?? '';
	const epoch = team.epoch + 1;
	await owner
		.updateTable('team_key')
		.set({ state: 'past', past_from: new Date() })
		.where('team_id', '=', team.teamId)
		.execute();
	await owner
		.insertInto('team_key')
		.values({
			...key,
			epoch,
			state: 'current',
			intake_recipient: keys.intakeRecipient,
			made_by,
			current_from: new Date(),
		})
		.execute();
	for (const { keyId: key_id, identity, signedIn } of team.holders) {
		const file = Buffer.from(await sealToRecipients(keys.secret, [await recipientOf(identity)]));
		await owner
			.insertInto('team_key_wrap')
			.values({ ...key, epoch, person_id: signedIn.personId, key_id, file, made_by })
			.execute();
	}
	return { ...team, epoch, keys };
}
