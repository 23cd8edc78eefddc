import { describe, expect, test } from 'vitest';
import { randomBytes, toBase64, utf8ToBytes } from '#house/crypto/bytes.ts';
import { makeIdentity, recipientOf } from '#house/crypto/age-file.ts';
import { deriveSigningSeed, sign, signingKeyOf } from '#house/crypto/signature.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { getOwnKeys } from './get-own-keys.server.ts';
import { OwnKeyChange, type NewOwnKeySent } from './key-changes.ts';
import { makeOwnKey } from './make-own-key.server.ts';
import { placeOfSlotChange } from './own-key-proof.ts';
import { putSlot } from './put-slot.server.ts';
import { removeSlot } from './remove-slot.server.ts';
import { replaceOwnKey } from './replace-own-key.server.ts';
import { aTeamWithKeys } from './team-keys.builder.ts';

const { owner, app } = await aDatabase();
const organisationId = await anOrganisation(owner);

/** Someone with a new identity of which the slots hold nothing: what the server never sees makes no difference to it. */
async function someoneNew(factors: 1 | 2 = 2) {
	const { signedIn } = await aColleague(owner, { organisationId, role: 'professional', factors });
	const identity = await makeIdentity();
	const seed = deriveSigningSeed(identity);
	const recipient = await recipientOf(identity);
	const key: NewOwnKeySent = { recipient, signingKey: toBase64(signingKeyOf(seed)), slots: [aSlot('passphrase')] };
	return { person: signedIn, seed, key };
}

function aSlot(kind: 'passphrase' | 'recovery_code' | 'passkey') {
	const isPasskey = kind === 'passkey';
	const credential = isPasskey ? `AGE-PLUGIN-FIDO2PRF-1${'Q'.repeat(60)}` : null;
	return { kind, label: isPasskey ? 'Portable' : null, credential, file: toBase64(randomBytes(200)) };
}

function read<Change extends OwnKeyChange['change']>(change: { change: Change } & Record<string, unknown>) {
	// What was asked for is what the schema gives back.
	return OwnKeyChange.parse(change) as Extract<OwnKeyChange, { change: Change }>;
}

async function someoneWithKey() {
	const { person, seed, key } = await someoneNew();
	const made = await makeOwnKey(app, person, read({ change: 'make', key }).key);
	if ('refused' in made) throw new Error(made.refused);
	const put = (kind: 'passphrase' | 'recovery_code' | 'passkey', by = seed) => {
		const slot = aSlot(kind);
		const place = placeOfSlotChange(made.keyId, 'put', kind);
		const signature = toBase64(sign(by, place, Buffer.from(slot.file, 'base64url')));
		return putSlot(app, person, read({ change: 'put_slot', keyId: made.keyId, slot, signature }));
	};
	const remove = (slotId: string, by = seed) =>
		removeSlot(app, person, {
			keyId: made.keyId,
			slotId,
			signature: sign(by, placeOfSlotChange(made.keyId, 'remove', slotId), utf8ToBytes(slotId)),
		});
	const slots = async () => (await getOwnKeys(app, person)).slots;
	return { person, keyId: made.keyId, put, remove, slots };
}

async function listActs({ personId }: SignedIn): Promise<string[]> {
	const rows = await owner
		.selectFrom('audit_entry as e')
		.innerJoin('audit_personal as p', (join) =>
			join.onRef('p.organisation_id', '=', 'e.organisation_id').onRef('p.number', '=', 'e.number'),
		)
		.select('e.act')
		.where('p.person_id', '=', personId)
		.orderBy('e.number')
		.execute();
	return rows.map(({ act }) => act);
}

describe('an own key', () => {
	test('is kept once, given back to its owner alone, and recorded', async () => {
		const { person, key } = await someoneNew();
		const wish = read({ change: 'make', key }).key;
		expect(await makeOwnKey(app, person, wish)).toEqual({ keyId: expect.any(String) });
		const own = await getOwnKeys(app, person);
		expect(own).toMatchObject({
			key: { recipient: key.recipient },
			slots: [{ kind: 'passphrase', file: key.slots[0]?.file }],
		});
		expect(await makeOwnKey(app, person, wish)).toEqual({ refused: 'has_key' });
		expect(await listActs(person)).toEqual(['own_key.made']);
		const other = await someoneNew();
		expect(await getOwnKeys(app, other.person)).toEqual({ key: null, slots: [], teams: [] });
	});

	test('is not kept for a session without a second factor', async () => {
		const { person, key } = await someoneNew(1);
		expect(await makeOwnKey(app, person, read({ change: 'make', key }).key)).toEqual({ refused: 'step_up' });
		expect((await getOwnKeys(app, person)).key).toBeNull();
	});

	test('is not kept with a passkey alone: it would be lost with the device', async () => {
		const { person, key } = await someoneNew();
		const wish = read({ change: 'make', key: { ...key, slots: [aSlot('passkey')] } }).key;
		expect(await makeOwnKey(app, person, wish)).toEqual({ refused: 'no_lasting_way' });
	});

	test('has one passphrase and one code, each replaced by the next, and any number of passkeys', async () => {
		const { put, slots } = await someoneWithKey();
		for (const kind of ['passphrase', 'recovery_code', 'recovery_code', 'passkey', 'passkey'] as const) {
			expect(await put(kind)).toEqual({ put: true });
		}
		expect((await slots()).map(({ kind }) => kind).toSorted()).toEqual([
			'passkey',
			'passkey',
			'passphrase',
			'recovery_code',
		]);
	});

	test('is changed only by what was signed with it, whoever has the session', async () => {
		const { person, put, remove, slots } = await someoneWithKey();
		await put('recovery_code');
		const before = await slots();
		expect(await put('passphrase', randomBytes(32))).toEqual({ refused: 'not_yours' });
		expect(await remove(before[0]?.id ?? '', randomBytes(32))).toEqual({ refused: 'not_yours' });
		expect(await slots()).toEqual(before);
		expect(await listActs(person)).toEqual(['own_key.made', 'own_key.way_added']);
	});

	test('keeps its last way that is not a passkey', async () => {
		const { put, remove, slots } = await someoneWithKey();
		await put('passkey');
		const find = async (kind: string) => (await slots()).find((slot) => slot.kind === kind)?.id ?? '';
		expect(await remove(await find('passphrase'))).toEqual({ refused: 'last_way' });
		await put('recovery_code');
		expect(await remove(await find('passphrase'))).toEqual({ removed: true });
		expect(await remove(await find('recovery_code'))).toEqual({ refused: 'last_way' });
		expect(await remove(await find('passkey'))).toEqual({ removed: true });
		const nobodys = '0190b2aa-0000-4000-8000-000000000009';
		expect(await remove(nobodys)).toEqual({ refused: 'unknown' });
	});

	test('that is lost is replaced: the team’s key goes with it, and the team is asked to renew its own', async () => {
		const { holders, teamId } = await aTeamWithKeys(owner, { organisationId });
		const [lost, other] = holders;
		if (lost === undefined || other === undefined) throw new Error('two holders');
		const { key } = await someoneNew();
		const wish = read({ change: 'replace', keyId: lost.keyId, key });
		expect(await replaceOwnKey(app, other.signedIn, wish)).toEqual({ refused: 'unknown' });
		expect(await replaceOwnKey(app, lost.signedIn, wish)).toEqual({ keyId: expect.any(String) });
		expect(await replaceOwnKey(app, lost.signedIn, wish)).toEqual({ refused: 'unknown' });
		const own = await getOwnKeys(app, lost.signedIn, { organisationId });
		expect(own.key?.recipient).toBe(key.recipient);
		expect(own.teams).toMatchObject([{ teamId, epochs: [{ file: null }] }]);
		const theirs = await getOwnKeys(app, other.signedIn, { organisationId });
		expect(theirs.teams[0]?.epochs[0]?.file).toEqual(expect.any(String));
		const row = await owner.selectFrom('team_key').selectAll().where('team_id', '=', teamId).executeTakeFirstOrThrow();
		expect(row.renewal_due_since).not.toBeNull();
		expect(await listActs(lost.signedIn)).toEqual(['own_key.replaced']);
	});

	test('gives nothing of a team to whoever has signed in with one factor', async () => {
		const { holders } = await aTeamWithKeys(owner, { organisationId });
		const person = holders[0]?.signedIn;
		if (person === undefined) throw new Error('two holders');
		expect((await getOwnKeys(app, person, { organisationId })).teams).toHaveLength(1);
		expect((await getOwnKeys(app, { ...person, factors: 1 }, { organisationId })).teams).toEqual([]);
	});
});
