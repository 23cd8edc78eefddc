import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { makeIdentity, recipientOf } from '#house/crypto/age-file.ts';
import { randomBytes, toBase64 } from '#house/crypto/bytes.ts';
import { CannotOpen } from '#house/crypto/envelope.ts';
import { makePassphrase } from '#house/crypto/passphrase.ts';
import { makeRecoveryCode } from '#house/crypto/recovery-code.ts';
import { deriveSigningSeed, signingKeyOf } from '#house/crypto/signature.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import { endWork } from '#rooms/identity/end-work.server.ts';
import { registerSignIn } from '#rooms/identity/register-sign-in.server.ts';
import { releaseColleague } from '#rooms/identity/release-colleague.server.ts';
import { getOwnKeys } from './get-own-keys.server.ts';
import { NewOwnKey, OwnKeyChange, type NewSlotSent, type OwnKeyChangeSent } from './key-changes.ts';
import { makeKeyring, type Keyring } from './keyring.ts';
import { listTeamKeys } from './list-team-keys.server.ts';
import { atThePage, open } from './private/a-team.ts';
import { signPut, signRemoval } from './private/own-key-work.ts';
import { listHeirs, makeNext, wrapFor } from './private/team-key-work.ts';
import { putSlot } from './put-slot.server.ts';
import { removeSlot } from './remove-slot.server.ts';
import { replaceOwnKey } from './replace-own-key.server.ts';
import { aKeyHolder, aTeamWithKeys, sealQuickly, type KeyHolder } from './team-keys.builder.ts';
import { unlock } from './unlock.ts';

const { owner, app } = await aDatabase();
registerSignIn();
const organisationId = await anOrganisation(owner);
const administrator = await aColleague(owner, { organisationId, role: 'organisation_administrator' });

type Kind = 'passphrase' | 'recovery_code';

async function aSlot(identity: string, kind: Kind, secret: string): Promise<NewSlotSent> {
	return { kind, label: null, credential: null, file: toBase64(await sealQuickly(identity, secret)) };
}

/** A team of two, the first of whom has a passphrase, a code on paper and a passkey of a device. */
async function aHolderWithWays() {
	const team = await aTeamWithKeys(owner, { organisationId });
	const [holder, colleague] = team.holders as [KeyHolder, KeyHolder];
	const { identity, keyId, signedIn } = holder;
	const ring = makeKeyring({ id: keyId, recipient: await recipientOf(identity) }, identity, []);
	const put = async (slot: NewSlotSent) => expect(await change(signPut(ring, slot))).toEqual({ put: true });
	const change = (sent: OwnKeyChangeSent) => {
		const wish = OwnKeyChange.parse(sent);
		return wish.change === 'put_slot'
			? putSlot(app, signedIn, wish)
			: removeSlot(app, signedIn, wish as Extract<OwnKeyChange, { change: 'remove_slot' }>);
	};
	const secrets = { passphrase: makePassphrase(), recovery_code: makeRecoveryCode() };
	for (const kind of ['passphrase', 'recovery_code'] as const) await put(await aSlot(identity, kind, secrets[kind]));
	const credential = `AGE-PLUGIN-FIDO2PRF-1${'Q'.repeat(60)}`;
	await put({ kind: 'passkey', label: 'Portable', credential, file: toBase64(randomBytes(200)) });
	const own = () => getOwnKeys(app, signedIn, { organisationId });
	/** Unlocks as the page does it, and gives the team's key. */
	async function openWith(kind: Kind, typed: string): Promise<Keyring> {
		const keys = await own();
		const slot = keys.slots.find((each) => each.kind === kind);
		const keyring = slot && (await unlock(keys, { slot, typed }));
		if (keyring === undefined) throw new Error('there is no such way');
		return keyring;
	}
	const secretOf = (keyring: Keyring) => keyring.findCurrent(team.teamId)?.keys.secret;
	return { team, holder, colleague, secrets, put, change, own, openWith, secretOf };
}

/** What a colleague does once they have compared the fingerprint. */
async function give(from: KeyHolder, to: { personId: string; keyId: string; identity: string }, teamId: string) {
	const scope = { organisationId, teamId };
	const { held } = await open(app, from, scope);
	if (held === undefined) throw new Error('the giver holds nothing');
	const wrap = await wrapFor(held, to.personId, { id: to.keyId, recipient: await recipientOf(to.identity) });
	return atThePage(app, { person: from.signedIn, scope }).send({ change: 'give', epoch: held.scope.epoch, wrap });
}

async function renew(by: KeyHolder, teamId: string): Promise<void> {
	const scope = { organisationId, teamId };
	const page = atThePage(app, { person: by.signedIn, scope });
	const { held } = await open(app, by, scope);
	if (held === undefined) throw new Error('held');
	const epoch = held.scope.epoch + 1;
	expect(await page.send(await makeNext(held, listHeirs(await page.look(), held)))).toEqual({ changed: true });
	expect(await page.send({ change: 'use_renewed', epoch })).toEqual({ changed: true });
	expect(await page.send({ change: 'end_renewal', epoch })).toEqual({ changed: true });
}

describe('lost:', () => {
	test('the passphrase, not the code', async () => {
		const { team, holder, secrets, put, openWith, secretOf } = await aHolderWithWays();
		const opened = await openWith('recovery_code', secrets.recovery_code.toLowerCase());
		expect(secretOf(opened)).toEqual(team.keys.secret);
		const another = makePassphrase();
		await put(await aSlot(opened.getIdentity(), 'passphrase', another));
		expect(secretOf(await openWith('passphrase', another))).toEqual(team.keys.secret);
		await expect(openWith('passphrase', secrets.passphrase)).rejects.toThrow(CannotOpen);
		expect(opened.getIdentity()).toBe(holder.identity);
	});

	test('the recovery code, not the passphrase', async () => {
		const { team, secrets, put, openWith, secretOf } = await aHolderWithWays();
		const opened = await openWith('passphrase', secrets.passphrase);
		const another = makeRecoveryCode();
		await put(await aSlot(opened.getIdentity(), 'recovery_code', another));
		expect(secretOf(await openWith('recovery_code', another))).toEqual(team.keys.secret);
		await expect(openWith('recovery_code', secrets.recovery_code)).rejects.toThrow(CannotOpen);
	});

	test('the device with the passkey', async () => {
		const { team, secrets, change, own, openWith, secretOf } = await aHolderWithWays();
		const opened = await openWith('passphrase', secrets.passphrase);
		const passkey = (await own()).slots.find(({ kind }) => kind === 'passkey');
		expect(await change(signRemoval(opened, passkey?.id ?? ''))).toEqual({ removed: true });
		expect((await own()).slots.map(({ kind }) => kind).toSorted()).toEqual(['passphrase', 'recovery_code']);
		expect(secretOf(await openWith('passphrase', secrets.passphrase))).toEqual(team.keys.secret);
	});

	test('the passkey one signs in with', async () => {
		const { team, holder, secrets, own, openWith, secretOf } = await aHolderWithWays();
		const before = await own();
		const wish = { organisationId, personId: holder.signedIn.personId };
		expect(await releaseColleague(app, administrator.signedIn, wish)).toEqual({ released: true });
		expect(await own()).toEqual(before);
		expect(secretOf(await openWith('passphrase', secrets.passphrase))).toEqual(team.keys.secret);
	});

	test('every way to open one’s own key', async () => {
		const { team, holder, colleague } = await aHolderWithWays();
		const identity = await makeIdentity();
		const key = NewOwnKey.parse({
			recipient: await recipientOf(identity),
			signingKey: toBase64(signingKeyOf(deriveSigningSeed(identity))),
			slots: [await aSlot(identity, 'passphrase', makePassphrase())],
		});
		const replaced = await replaceOwnKey(app, holder.signedIn, { keyId: holder.keyId, key });
		if ('refused' in replaced) throw new Error(replaced.refused);
		const scope = { organisationId, teamId: team.teamId };
		const renewed = { ...holder, keyId: replaced.keyId, identity };
		expect((await open(app, renewed, scope)).held).toBeUndefined();
		const to = { personId: holder.signedIn.personId, keyId: replaced.keyId, identity };
		expect(await give(colleague, to, team.teamId)).toEqual({ changed: true });
		expect((await open(app, renewed, scope)).held?.keys.secret).toEqual(team.keys.secret);
	});

	test('one of two holders', async () => {
		const team = await aTeamWithKeys(owner, { organisationId });
		const [leaver, stays] = team.holders as [KeyHolder, KeyHolder];
		await endWork(app, administrator.signedIn, { organisationId, personId: leaver.signedIn.personId });
		const countHolders = async () => {
			const listed = await listTeamKeys(app, administrator.signedIn, { organisationId });
			return 'teams' in listed ? listed.teams.find(({ teamId }) => teamId === team.teamId)?.holders : undefined;
		};
		expect(await countHolders()).toBe(1);
		const as = { organisationId, role: 'professional', teamId: team.teamId } as const;
		const member = await aKeyHolder(owner, await aColleague(owner, as));
		const { identity, keyId, signedIn } = member;
		expect(await give(stays, { personId: signedIn.personId, keyId, identity }, team.teamId)).toEqual({ changed: true });
		expect(await countHolders()).toBe(2);
		const { held } = await open(app, member, { organisationId, teamId: team.teamId });
		expect(held?.keys.secret).toEqual(team.keys.secret);
	});

	test('a passphrase or code that someone else may have seen', async () => {
		const { team, holder, colleague, secrets, put, own, openWith } = await aHolderWithWays();
		const seen = await own();
		for (const [kind, secret] of [
			['passphrase', makePassphrase()],
			['recovery_code', makeRecoveryCode()],
		] as const) {
			await put(await aSlot(holder.identity, kind, secret));
			await expect(openWith(kind, secrets[kind])).rejects.toThrow(CannotOpen);
			expect((await openWith(kind, secret)).keyId).toBe(holder.keyId);
		}
		await renew(colleague, team.teamId);
		expect((await open(app, holder, { organisationId, teamId: team.teamId })).held?.scope.epoch).toBe(2);
		// Whoever had copied the sealed file as well opens what was there then: the sentence of the table says so.
		const slot = seen.slots.find(({ kind }) => kind === 'passphrase');
		const copied = slot && (await unlock(seen, { slot, typed: secrets.passphrase }));
		expect(copied?.findCurrent(team.teamId)?.keys.secret).toEqual(team.keys.secret);
	});

	test('the server, restored from a backup before a renewal', async () => {
		const team = await aTeamWithKeys(owner, { organisationId });
		const { teamId } = team;
		const [holder] = team.holders as [KeyHolder, KeyHolder];
		const backup = {
			keys: await owner.selectFrom('team_key').selectAll().where('team_id', '=', teamId).execute(),
			wraps: await owner.selectFrom('team_key_wrap').selectAll().where('team_id', '=', teamId).execute(),
		};
		await renew(holder, teamId);
		const scope = { organisationId, teamId };
		expect((await open(app, holder, scope)).epochs).toEqual([2]);
		await owner.deleteFrom('team_key_wrap').where('team_id', '=', teamId).execute();
		await owner.deleteFrom('team_key').where('team_id', '=', teamId).execute();
		await owner.insertInto('team_key').values(backup.keys).execute();
		await owner.insertInto('team_key_wrap').values(backup.wraps).execute();
		expect((await open(app, holder, scope)).held?.keys.secret).toEqual(team.keys.secret);
		await renew(holder, teamId);
		const { held } = await open(app, holder, scope);
		expect(held?.scope.epoch).toBe(2);
		expect(held?.keys.secret).not.toEqual(team.keys.secret);
	});
});

/** Rows of the table whose test stands where what it needs does. */
const elsewhere: Record<string, { file: string; title: string }> = {
	'every holder of a team, the sheet was entrusted': {
		file: 'src/rooms/keys/recovery.test.ts',
		title: 'makes a member holder again when no holder is left; nobody for another',
	},
	'every holder of a team, and no sheet': {
		file: 'src/rooms/requests/requests.test.ts',
		title:
			'is opened by nobody of the team once no holder and no sheet is left, and still by whoever holds its receipt',
	},
	'the recovery sheet, or someone has seen it': {
		file: 'src/rooms/keys/recovery.test.ts',
		title: 'that was lost is replaced: the old one opens nothing more, and the teams are asked to renew their key',
	},
	'the page in the middle of a renewal': {
		file: 'tests/journeys/team-keys.spec.ts',
		title: 'is renewed when a member leaves; killed in the middle, a colleague goes on where it stopped',
	},
};

test('each row of the table of the guide has a test', () => {
	const [, table = ''] = readFileSync('docs/keys.md', 'utf8').split('## Lose each key in turn');
	const rows = [...table.matchAll(/^\| ([^|]+?) +\|/gm)].map(([, lost = '']) => lost).filter((lost) => lost !== 'lost');
	expect(rows.length).toBeGreaterThan(10);
	const here = readFileSync('src/rooms/keys/lost-keys.test.ts', 'utf8');
	for (const row of rows.filter((each) => !/^-+$/.test(each))) {
		const { file, title } = elsewhere[row.replaceAll("'", '’')] ?? {};
		const text = file === undefined ? here : readFileSync(file, 'utf8');
		expect([row, text.includes(`test('${title ?? row.replaceAll("'", '’')}'`)]).toEqual([row, true]);
	}
});
