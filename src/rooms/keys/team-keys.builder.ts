import { Encrypter } from 'age-encryption';
import type { Database } from '#house/database/kysely.ts';
import { makeIdentity, recipientOf, sealToRecipients } from '#house/crypto/age-file.ts';
import { utf8ToBytes } from '#house/crypto/bytes.ts';
import { deriveSigningSeed, signingKeyOf } from '#house/crypto/signature.ts';
import { deriveTeamKeys, makeTeamSecret, type TeamKeys } from '#house/crypto/team-secret.ts';
import { aColleague, type Colleague } from '#rooms/identity/colleague.builder.ts';

/** Someone who holds the key of a team; `identity` as the browser would have it after unlocking. */
export interface KeyHolder extends Colleague {
	keyId: string;
	identity: string;
	signingSeed: Uint8Array;
}

export interface TeamWithKeys {
	organisationId: string;
	teamId: string;
	epoch: number;
	keys: TeamKeys;
	holders: KeyHolder[];
}

interface Wish {
	organisationId: string;
	holders?: number;
	/** Of the demonstration, as in organisations that exist. */
	imaginary?: boolean;
}

/** A team of which so many professionals hold the key, for tests: two unless said. */
export async function aTeamWithKeys(
	owner: Database,
	{ organisationId, holders: count = 2, imaginary = false }: Wish,
): Promise<TeamWithKeys> {
	const as = { organisationId, imaginary, role: 'professional' } as const;
	const first = await aKeyHolder(owner, await aColleague(owner, as));
	const { teamId } = first;
	if (teamId === null) throw new Error('a professional works in a team');
	const holders = [first];
	while (holders.length < count) {
		const colleague = await aColleague(owner, { ...as, teamId });
		holders.push(await aKeyHolder(owner, colleague));
	}
	return aKeyOfTeam(owner, { organisationId, teamId, epoch: 1, holders });
}

/** A key that a team seals to from now on, held by these; of an epoch that it does not have yet. */
export async function aKeyOfTeam(owner: Database, team: Omit<TeamWithKeys, 'keys'>): Promise<TeamWithKeys> {
	const keys = await deriveTeamKeys(makeTeamSecret());
	const of = { organisation_id: team.organisationId, team_id: team.teamId, epoch: team.epoch };
	const made_by = team.holders[0]?.signedIn.personId ?? '';
	await owner
		.insertInto('team_key')
		.values({ ...of, state: 'current', intake_recipient: keys.intakeRecipient, made_by, current_from: new Date() })
		.execute();
	for (const { keyId: key_id, identity, signedIn } of team.holders) {
		const file = Buffer.from(await sealToRecipients(keys.secret, [await recipientOf(identity)]));
		await owner
			.insertInto('team_key_wrap')
			.values({ ...of, person_id: signedIn.personId, key_id, file, made_by })
			.execute();
	}
	return { ...team, keys };
}

/** A colleague with an identity of their own, and no slot to open it: for what is not about unlocking. */
export async function aKeyHolder(owner: Database, colleague: Colleague): Promise<KeyHolder> {
	const identity = await makeIdentity();
	const signingSeed = deriveSigningSeed(identity);
	const { id } = await owner
		.insertInto('staff_key')
		.values({
			person_id: colleague.signedIn.personId,
			recipient: await recipientOf(identity),
			signing_key: Buffer.from(signingKeyOf(signingSeed)),
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	return { ...colleague, keyId: id, identity, signingSeed };
}

/** Under a passphrase, as a browser does it, but with so little work that nobody waits for it: those of browsers take seconds. */
export function sealQuickly(identity: string, passphrase: string): Promise<Uint8Array> {
	const encrypter = new Encrypter();
	encrypter.setScryptWorkFactor(6);
	encrypter.setPassphrase(passphrase);
	return encrypter.encrypt(utf8ToBytes(identity));
}

/** What the slots made here open with. */
export const KNOWN_PASSPHRASE = 'luva-moki-tade-sabo-nife-ruza';

/** Gives someone the slot that opens with the known passphrase; `sealed`: as browsers do it, where the work is what is measured. */
export async function aPassphraseSlot(
	owner: Database,
	{ signedIn, keyId, identity }: KeyHolder,
	sealed: typeof sealQuickly = sealQuickly,
): Promise<void> {
	const file = Buffer.from(await sealed(identity, KNOWN_PASSPHRASE));
	await owner
		.insertInto('staff_key_slot')
		.values({ person_id: signedIn.personId, key_id: keyId, kind: 'passphrase', file, checked_at: new Date() })
		.execute();
}
