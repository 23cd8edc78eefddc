import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { addPasskey } from './add-passkey.server.ts';
import { aColleague } from './colleague.builder.ts';
import { findSession } from './find-session.server.ts';
import { listPasskeys } from './list-passkeys.server.ts';
import { offerNewPasskey } from './offer-new-passkey.server.ts';
import { offerPasskeySignIn } from './offer-passkey-sign-in.server.ts';
import { warnOfLast, type PasskeyAnswer } from './passkey.ts';
import { Authenticator } from './private/an-authenticator.ts';
import { registerSignIn } from './register-sign-in.server.ts';
import { releaseColleague } from './release-colleague.server.ts';
import { removePasskey } from './remove-passkey.server.ts';
import { renamePasskey } from './rename-passkey.server.ts';
import type { Role } from './roles.ts';
import { signInWithPasskey } from './sign-in-with-passkey.server.ts';
import type { SignedIn } from './signed-in.ts';

const { owner, app, admin } = await aDatabase();
registerSignIn();

const party = { id: 'maillage.test', origin: 'https://maillage.test' };
const here = { origin: party.origin, site: party.id };
const aBrowser = () => randomBytes(32).toString('base64url');

async function aPerson(wish: { role?: Role; factors?: 1 | 2; organisationId?: string } = {}) {
	const { role = 'professional', factors = 1, organisationId = await anOrganisation(owner) } = wish;
	return aColleague(owner, { organisationId, role, factors });
}

async function add(person: SignedIn, device: Authenticator, how: Partial<typeof here> = {}) {
	const browser = aBrowser();
	const { challenge } = await offerNewPasskey(app, person, { browser, party });
	const answer = device.make({ ...here, ...how, challenge });
	return addPasskey(app, person, { answer, label: 'Téléphone', browser, party });
}

async function someoneWithPasskey(role?: Role) {
	const { signedIn, ...rest } = await aPerson(role === undefined ? {} : { role });
	const device = new Authenticator();
	const added = await add(signedIn, device);
	if ('refused' in added) throw new Error(added.refused);
	return { ...rest, signedIn, device, passkeyId: added.passkeyId };
}

function present(answer: PasskeyAnswer, browser: string, further: { only?: string; withImaginary?: boolean } = {}) {
	return signInWithPasskey(app, { answer, browser, party, withImaginary: true, ...further });
}

async function use(device: Authenticator, how: Partial<typeof here> = {}) {
	const browser = aBrowser();
	const { challenge } = await offerPasskeySignIn(app, browser, party);
	return present(device.use({ ...here, ...how, challenge }), browser);
}

test('a passkey lets its owner in without a name, with two factors', async () => {
	const { device, signedIn } = await someoneWithPasskey();
	const shown = await use(device);
	if ('refused' in shown) throw new Error(shown.refused);
	expect(await findSession(app, shown.token, { withImaginary: true })).toMatchObject({
		personId: signedIn.personId,
		method: 'passkey',
		factors: 2,
	});
	expect((await listPasskeys(app, signedIn))[0]?.usedAt).toBeInstanceOf(Date);
});

test('what a page offers to sign in names nobody, and asks the device to check its holder', async () => {
	const offered = await offerPasskeySignIn(app, aBrowser(), party);
	expect(offered).toMatchObject({ rpId: 'maillage.test', userVerification: 'required' });
	expect(offered.allowCredentials ?? []).toEqual([]);
});

describe('a passkey does not let anybody in', () => {
	test('with an answer that was used before', async () => {
		const { device } = await someoneWithPasskey();
		const browser = aBrowser();
		const { challenge } = await offerPasskeySignIn(app, browser, party);
		const answer = device.use({ ...here, challenge });
		expect(await present(answer, browser)).toHaveProperty('token');
		expect(await present(answer, browser)).toEqual({ refused: 'late' });
	});

	test('with an answer that was used at the same moment', async () => {
		const { device } = await someoneWithPasskey();
		const browser = aBrowser();
		const { challenge } = await offerPasskeySignIn(app, browser, party);
		const answer = device.use({ ...here, challenge });
		const shown = await Promise.all([1, 2, 3].map(() => present(answer, browser)));
		expect(shown.filter((each) => 'token' in each)).toHaveLength(1);
	});

	test('when a first answer to the challenge was refused', async () => {
		const { device } = await someoneWithPasskey();
		const browser = aBrowser();
		const { challenge } = await offerPasskeySignIn(app, browser, party);
		const unchecked = Object.assign(new Authenticator(), { verifies: false });
		await present(unchecked.use({ ...here, challenge }), browser);
		expect(await present(device.use({ ...here, challenge }), browser)).toEqual({ refused: 'late' });
	});

	test('five minutes later', async () => {
		const { device } = await someoneWithPasskey();
		const browser = aBrowser();
		const { challenge } = await offerPasskeySignIn(app, browser, party);
		await owner
			.updateTable('passkey_challenge')
			.set({ expires_at: new Date(Date.now() - 1000) })
			.where('challenge', '=', Buffer.from(challenge, 'base64url'))
			.execute();
		expect(await present(device.use({ ...here, challenge }), browser)).toEqual({ refused: 'late' });
	});

	test('with a challenge that is not ours, or of another browser', async () => {
		const { device } = await someoneWithPasskey();
		const challenge = randomBytes(32).toString('base64url');
		expect(await present(device.use({ ...here, challenge }), aBrowser())).toEqual({ refused: 'late' });
		const offered = await offerPasskeySignIn(app, aBrowser(), party);
		expect(await present(device.use({ ...here, challenge: offered.challenge }), aBrowser())).toEqual({
			refused: 'late',
		});
	});

	test('with the challenge of a registration', async () => {
		const { device, signedIn } = await someoneWithPasskey();
		const browser = aBrowser();
		const { challenge } = await offerNewPasskey(app, signedIn, { browser, party });
		expect(await present(device.use({ ...here, challenge }), browser)).toEqual({ refused: 'late' });
	});

	test('with an answer made on the page of another site', async () => {
		const { device } = await someoneWithPasskey();
		expect(await use(device, { origin: 'https://maillage.evil.test' })).toEqual({ refused: 'other_site' });
		expect(await use(device, { origin: 'http://maillage.test' })).toEqual({ refused: 'other_site' });
	});

	test('with an answer made for the name of another site', async () => {
		const { device } = await someoneWithPasskey();
		expect(await use(device, { site: 'evil.test' })).toEqual({ refused: 'other_site' });
	});

	test('whose counter went back, or stood still', async () => {
		const { device } = await someoneWithPasskey();
		device.counter = 7;
		expect(await use(device)).toHaveProperty('token');
		expect(await use(device)).toEqual({ refused: 'copied' });
		device.counter = 3;
		expect(await use(device)).toEqual({ refused: 'copied' });
		device.counter = 8;
		expect(await use(device)).toHaveProperty('token');
	});

	test('whose device did not check its holder', async () => {
		const { device } = await someoneWithPasskey();
		device.verifies = false;
		expect(await use(device)).toEqual({ refused: 'not_verified' });
	});

	test('that nobody has here', async () => {
		expect(await use(new Authenticator())).toEqual({ refused: 'unknown' });
	});

	test('signed with another key than that of the passkey', async () => {
		const { device } = await someoneWithPasskey();
		const impostor = Object.assign(new Authenticator(), { id: device.id });
		expect(await use(impostor)).toEqual({ refused: 'unreadable' });
	});

	test('that was removed', async () => {
		const { device, passkeyId, signedIn } = await someoneWithPasskey();
		expect(await removePasskey(app, { ...signedIn, factors: 2 }, passkeyId)).toEqual({ removed: true });
		expect(await use(device)).toEqual({ refused: 'unknown' });
	});

	test('of the demonstration while it is off', async () => {
		const { device, signedIn } = await someoneWithPasskey();
		await owner.updateTable('staff_member').set({ imaginary: true }).where('id', '=', signedIn.personId).execute();
		const browser = aBrowser();
		const { challenge } = await offerPasskeySignIn(app, browser, party);
		const answer = device.use({ ...here, challenge });
		expect(await present(answer, browser, { withImaginary: false })).toEqual({ refused: 'unknown' });
	});
});

test('the passkey of somebody else is no second factor of mine', async () => {
	const { device } = await someoneWithPasskey();
	const { signedIn: me } = await aPerson();
	const browser = aBrowser();
	const { challenge } = await offerPasskeySignIn(app, browser, party);
	const answer = device.use({ ...here, challenge });
	expect(await present(answer, browser, { only: me.personId })).toEqual({ refused: 'other_person' });
});

describe('adding a passkey', () => {
	test('whoever has none adds a first one, whoever has one shows it first', async () => {
		const { signedIn } = await someoneWithPasskey();
		expect(await add(signedIn, new Authenticator())).toEqual({ refused: 'step_up' });
		expect(await add({ ...signedIn, factors: 2 }, new Authenticator())).toHaveProperty('passkeyId');
	});

	test('its owner is told by mail', async () => {
		const { signedIn } = await someoneWithPasskey();
		expect(await readChanges(signedIn)).toEqual(['passkey_added']);
	});

	test.each([
		['on the page of another site', { origin: 'https://evil.test' }],
		['for the name of another site', { site: 'evil.test' }],
	])('one made %s is refused', async (_, how) => {
		const { signedIn } = await aPerson();
		expect(await add(signedIn, new Authenticator(), how)).toEqual({ refused: 'other_site' });
	});

	test('one whose device did not check its holder is refused', async () => {
		const { signedIn } = await aPerson();
		const device = Object.assign(new Authenticator(), { verifies: false });
		expect(await add(signedIn, device)).toEqual({ refused: 'not_verified' });
	});

	test('an answer is taken once, and for who asked', async () => {
		const [{ signedIn: mine }, { signedIn: other }] = [await aPerson(), await aPerson()];
		const browser = aBrowser();
		const { challenge } = await offerNewPasskey(app, mine, { browser, party });
		const answer = new Authenticator().make({ ...here, challenge });
		expect(await addPasskey(app, other, { answer, label: 'x', browser, party })).toEqual({ refused: 'late' });
		expect(await addPasskey(app, mine, { answer, label: 'x', browser, party })).toEqual({ refused: 'late' });
	});

	test('one that is known already is not added twice', async () => {
		const { device } = await someoneWithPasskey();
		const { signedIn: other } = await aPerson();
		expect(await add(other, device)).toEqual({ refused: 'known' });
	});
});

test('a passkey is renamed and removed by its owner alone', async () => {
	const { signedIn, passkeyId } = await someoneWithPasskey();
	const { signedIn: other } = await aPerson({ factors: 2 });
	expect(await renamePasskey(app, other, { passkeyId, label: 'À moi' })).toEqual({ refused: 'unknown' });
	expect(await removePasskey(app, other, passkeyId)).toEqual({ refused: 'unknown' });
	expect(await listPasskeys(app, other)).toEqual([]);
	expect(await renamePasskey(app, signedIn, { passkeyId, label: 'Clé du bureau' })).toEqual({ renamed: true });
	expect(await removePasskey(app, signedIn, passkeyId)).toEqual({ refused: 'step_up' });
	expect(await listPasskeys(app, signedIn)).toMatchObject([{ label: 'Clé du bureau' }]);
	expect(await removePasskey(app, { ...signedIn, factors: 2 }, passkeyId)).toEqual({ removed: true });
	expect(await readChanges(signedIn)).toEqual(['passkey_added', 'passkey_removed']);
});

test('whoever holds a role in a team is warned of their last passkey', async () => {
	const { signedIn } = await someoneWithPasskey();
	const passkeys = await listPasskeys(app, signedIn);
	expect(warnOfLast(signedIn, passkeys)).toBe(true);
	expect(warnOfLast(signedIn, [...passkeys, ...passkeys])).toBe(false);
	const { signedIn: auditor } = await someoneWithPasskey('auditor');
	expect(warnOfLast(auditor, await listPasskeys(app, auditor))).toBe(false);
});

describe('a colleague who has lost their passkey', () => {
	async function anOffice() {
		const lost = await someoneWithPasskey();
		const { organisationId } = lost;
		const manager = await aPerson({ role: 'organisation_administrator', factors: 2, organisationId });
		return { lost, manager: manager.signedIn, place: { organisationId, personId: lost.signedIn.personId } };
	}

	test('is released by an administrator: signed out everywhere, told so, and able to add a new one', async () => {
		const { lost, manager, place } = await anOffice();
		expect(await releaseColleague(app, manager, place)).toEqual({ released: true });
		expect(await use(lost.device)).toEqual({ refused: 'unknown' });
		expect(await findSession(app, lost.token, { withImaginary: true })).toBeUndefined();
		expect(await readChanges(lost.signedIn)).toEqual(['passkey_added', 'released']);
		expect(await add(lost.signedIn, new Authenticator())).toHaveProperty('passkeyId');
		const acts = await admin
			.selectFrom('audit_entry')
			.select('act')
			.where('organisation_id', '=', place.organisationId)
			.execute();
		expect(acts).toEqual([{ act: 'colleague.released' }]);
	});

	test('is released by nobody else', async () => {
		const { lost, manager, place } = await anOffice();
		const { signedIn: stranger } = await aPerson({ role: 'organisation_administrator', factors: 2 });
		const { signedIn: colleague } = await aPerson({ factors: 2, organisationId: place.organisationId });
		const refused = { refused: 'unknown' };
		expect(await releaseColleague(app, stranger, place)).toEqual(refused);
		expect(await releaseColleague(app, colleague, place)).toEqual(refused);
		const theirs = { organisationId: stranger.grants[0]?.organisationId ?? '', personId: place.personId };
		expect(await releaseColleague(app, stranger, theirs)).toEqual(refused);
		expect(await releaseColleague(app, manager, { ...place, personId: manager.personId })).toEqual(refused);
		expect(await releaseColleague(app, { ...manager, factors: 1 }, place)).toEqual({ refused: 'step_up' });
		expect(await use(lost.device)).toHaveProperty('token');
	});
});

async function readChanges({ personId }: SignedIn): Promise<string[]> {
	const { rows } = await sql<{ change: string }>`select data ->> 'change' as change from outbox_mail m
		join staff_member p on p.email = m.recipient where p.id = ${personId} and kind = 'identity.access_changed'
		order by created_at`.execute(admin);
	return rows.map(({ change }) => change);
}
