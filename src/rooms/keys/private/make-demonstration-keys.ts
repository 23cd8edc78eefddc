import type { Transaction } from 'kysely';
import { makeIdentity, recipientOf, sealToRecipients, sealWithPassphrase } from '#house/crypto/age-file.ts';
import { utf8ToBytes } from '#house/crypto/bytes.ts';
import { deriveSigningSeed, signingKeyOf } from '#house/crypto/signature.ts';
import { deriveTeamKeys, makeTeamSecret } from '#house/crypto/team-secret.ts';
import type { DB } from '#house/database/schema.ts';
import type { DemonstrationTeam } from '../load-demonstration-keys.server.ts';

/** The first key of the team of the demonstration, for each of its people; `first` has made it. */
export async function makeDemonstrationKeys(tx: Transaction<DB>, wish: DemonstrationTeam, first: string) {
	const keys = await deriveTeamKeys(makeTeamSecret());
	const of = { organisation_id: wish.organisationId, team_id: wish.teamId, epoch: 1, made_by: first };
	const team = { ...of, state: 'current', intake_recipient: keys.intakeRecipient, current_from: new Date() };
	await tx.insertInto('team_key').values(team).execute();
	for (const person_id of wish.people) {
		const key = await loadKey(tx, person_id, wish.passphrase);
		const file = Buffer.from(await sealToRecipients(keys.secret, [key.recipient]));
		await tx
			.insertInto('team_key_wrap')
			.values({ ...of, person_id, key_id: key.id, file })
			.execute();
	}
	return { epoch: 1, intakeRecipient: keys.intakeRecipient };
}

async function loadKey(tx: Transaction<DB>, person_id: string, passphrase: string) {
	const before = await tx
		.selectFrom('staff_key')
		.select(['id', 'recipient'])
		.where('person_id', '=', person_id)
		.where('retired_at', 'is', null)
		.executeTakeFirst();
	if (before !== undefined) return before;
	const identity = await makeIdentity();
	const recipient = await recipientOf(identity);
	const signing_key = Buffer.from(signingKeyOf(deriveSigningSeed(identity)));
	const key = await tx
		.insertInto('staff_key')
		.values({ person_id, recipient, signing_key })
		.returning(['id', 'recipient'])
		.executeTakeFirstOrThrow();
	const file = Buffer.from(await sealWithPassphrase(utf8ToBytes(identity), passphrase));
	const slot = { person_id, key_id: key.id, kind: 'passphrase', file, checked_at: new Date() };
	await tx.insertInto('staff_key_slot').values(slot).execute();
	return key;
}
