import { expect, test } from 'vitest';
import { actAs } from '#house/database/act-as.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { beginSession } from './begin-session.server.ts';
import { aColleague } from './colleague.builder.ts';
import { endOtherSessions } from './end-other-sessions.server.ts';
import { endSession } from './end-session.server.ts';
import { enterSession } from './enter-session.server.ts';
import { findSession } from './find-session.server.ts';
import { listSessions } from './list-sessions.server.ts';
import { signOut } from './sign-out.server.ts';

const { owner, app } = await aDatabase();

async function someoneSignedInTwice() {
	const here = await aColleague(owner, { organisationId: await anOrganisation(owner), role: 'professional' });
	const { personId } = here.signedIn;
	const elsewhere = await actAs(app, { personId }, (tx) => beginSession(tx, { personId, method: 'code', factors: 1 }));
	return { ...here, elsewhere };
}

const isOpen = async (token: string) => (await findSession(app, token, { withImaginary: true })) !== undefined;

test('one sees where one is signed in, and ends a session elsewhere', async () => {
	const { token, signedIn, elsewhere } = await someoneSignedInTwice();
	const sessions = await listSessions(app, signedIn);
	expect(sessions.map(({ method, factors }) => [method, factors])).toEqual(
		expect.arrayContaining([
			['passkey', 2],
			['code', 1],
		]),
	);
	const other = sessions.find(({ id }) => id !== signedIn.sessionId);
	expect(await endSession(app, signedIn, other?.id ?? '')).toEqual({ ended: true });
	expect([await isOpen(token), await isOpen(elsewhere)]).toEqual([true, false]);
});

test('one ends all sessions but one’s own', async () => {
	const { token, signedIn, elsewhere } = await someoneSignedInTwice();
	const stranger = await aColleague(owner, { organisationId: await anOrganisation(owner), role: 'auditor' });
	await endOtherSessions(app, signedIn);
	expect([await isOpen(token), await isOpen(elsewhere), await isOpen(stranger.token)]).toEqual([true, false, true]);
});

test('nobody ends the session of a stranger', async () => {
	const { signedIn } = await someoneSignedInTwice();
	const stranger = await aColleague(owner, { organisationId: await anOrganisation(owner), role: 'auditor' });
	expect(await endSession(app, signedIn, stranger.signedIn.sessionId)).toEqual({ refused: 'unknown' });
	expect(await isOpen(stranger.token)).toBe(true);
});

test('whoever signs out leaves nothing that a copy of their cookie could open', async () => {
	const { token, elsewhere } = await someoneSignedInTwice();
	await signOut(app, token);
	await signOut(app, 'nonsense');
	expect([await isOpen(token), await isOpen(elsewhere)]).toEqual([false, true]);
});

test('a new sign-in ends the session that the browser had: a token planted before is worth nothing after', async () => {
	const before = await someoneSignedInTwice();
	const after = await someoneSignedInTwice();
	const jar = new Map([['maillage', before.token]]);
	const cookies = {
		get: (name: string) => jar.get(name),
		set: (name: string, value: string) => void jar.set(name, value),
	};
	// The rest of the framework's cookies is not called.
	const event = { url: new URL('http://localhost'), cookies: cookies as Parameters<typeof enterSession>[1]['cookies'] };
	await enterSession(app, event, after.token);
	expect(jar.get('maillage')).toBe(after.token);
	expect([await isOpen(before.token), await isOpen(after.token)]).toEqual([false, true]);
});
