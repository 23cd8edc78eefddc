import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { aDatabase } from '#house/testing/a-database.ts';
import { anIssuer, showAtIssuer, type RunningIssuer } from '#house/testing/an-issuer.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { aColleague } from './colleague.builder.ts';
import { findSession } from './find-session.server.ts';
import { goToIssuer } from './go-to-issuer.server.ts';
import { IssuerFile, type Issuer } from './issuer.ts';
import { linkUnlinkedIdentity } from './link-unlinked-identity.server.ts';
import { listIdentities } from './list-identities.server.ts';
import { registerSignIn } from './register-sign-in.server.ts';
import { returnFromIssuer } from './return-from-issuer.server.ts';
import type { SignedIn } from './signed-in.ts';
import { unlinkIdentity } from './unlink-identity.server.ts';

const { owner, app } = await aDatabase();
registerSignIn();

const redirectUri = 'https://maillage.test/sign-in/return';
// Two at once: one as the federal one, which tells nothing but a subject and a level; one as a region's, with groups.
const [atFederal, atRegional] = await Promise.all([
	anIssuer({ redirectUri }),
	anIssuer({ redirectUri, groups: ['prevention', 'verviers'] }),
]);
afterAll(() => Promise.all([atFederal.close(), atRegional.close()]));

function configure(running: Pick<RunningIssuer, 'url' | 'clientId' | 'clientSecret'>, further: object): Issuer {
	const { url: issuer, clientId, clientSecret } = running;
	const name = { fr: 'Essai', nl: 'Proef', de: 'Probe', en: 'Trial' };
	const [read] = IssuerFile.parse([{ key: 'essai', name, issuer, clientId, clientSecret, ...further }]);
	if (read === undefined) throw new Error('no issuer');
	return read;
}

const federal = configure(atFederal, { key: 'federal', vouchesForSecondFactor: { acr: ['level-2'] } });
const regional = configure(atRegional, {
	key: 'regional',
	groupsClaim: 'groups',
	vouchesForSecondFactor: { amr: ['otp'] },
});
const issuers = [federal, regional];

const aBrowser = () => randomBytes(32).toString('base64url');
let subjects = 0;
const aSubject = () => `sujet-${++subjects}`;

async function aPerson(factors: 1 | 2 = 1): Promise<SignedIn> {
	const organisationId = await anOrganisation(owner);
	return (await aColleague(owner, { organisationId, role: 'professional', factors })).signedIn;
}

async function leave(issuer: Issuer, browser: string, linking?: string): Promise<string> {
	const departure = { issuer, browser, language: 'nl' as const, to: '/nl/work/sessions', redirectUri };
	const left = await goToIssuer(app, linking === undefined ? departure : { ...departure, linking });
	if ('refused' in left) throw new Error(left.refused);
	return left.href;
}

interface Coming {
	browser: string;
	person?: SignedIn;
	withImaginary?: boolean;
	known?: readonly Issuer[];
}

function comeBack(answer: URL, { browser, person, withImaginary = true, known = issuers }: Coming) {
	return returnFromIssuer(app, { answer, browser, person, issuers: known, withImaginary });
}

async function signIn(issuer: Issuer, who: string, browser = aBrowser()) {
	return comeBack(await showAtIssuer(await leave(issuer, browser), who, redirectUri), { browser });
}

async function link(issuer: Issuer, person: SignedIn, who: string) {
	const browser = aBrowser();
	const answer = await showAtIssuer(await leave(issuer, browser, person.personId), who, redirectUri);
	return comeBack(answer, { browser, person });
}

test('someone links who they are at two issuers, and signs in with either', async () => {
	const person = await aPerson();
	const [there, here] = [aSubject(), aSubject()];
	expect(await link(federal, person, `as=${there}`)).toMatchObject({ linked: true, language: 'nl' });
	expect(await link(regional, person, `as=${here}`)).toMatchObject({ linked: true });
	for (const [issuer, subject] of [[federal, there] as const, [regional, here] as const]) {
		const outcome = await signIn(issuer, `as=${subject}`);
		if (!('token' in outcome)) throw new Error('refused');
		expect(outcome.to).toBe('/nl/work/sessions');
		const found = await findSession(app, outcome.token, { withImaginary: true });
		expect(found).toMatchObject({ personId: person.personId, method: 'issuer', factors: 1 });
	}
	const { identities } = await listIdentities(app, person, undefined);
	expect(identities.map(({ issuer, groups }) => [issuer, groups])).toEqual([
		[federal.issuer, []],
		[regional.issuer, ['prevention', 'verviers']],
	]);
});

test.each([
	['the level that the operator wrote down', federal, '&acr=level-2', 2],
	['a lower level', federal, '&acr=level-1', 1],
	['no level', federal, '', 1],
	['the method that the operator wrote down', regional, '&amr=otp', 2],
	['another method', regional, '&amr=pwd', 1],
] as const)('%s makes a session of that many factors', async (_, issuer, how, factors) => {
	const person = await aPerson(2);
	const subject = aSubject();
	await link(issuer, person, `as=${subject}`);
	const outcome = await signIn(issuer, `as=${subject}${how}`);
	if (!('token' in outcome)) throw new Error('refused');
	expect(await findSession(app, outcome.token, { withImaginary: true })).toMatchObject({ factors });
});

test('the same subject at another issuer is somebody else', async () => {
	const subject = aSubject();
	await link(federal, await aPerson(), `as=${subject}`);
	expect(await signIn(regional, `as=${subject}`)).toMatchObject({ refused: 'not_linked' });
});

describe('an identity that is nobody’s yet', () => {
	test('is linked in the same browser, once its holder has signed in otherwise and says so', async () => {
		const [browser, subject, person] = [aBrowser(), aSubject(), await aPerson()];
		expect(await signIn(federal, `as=${subject}`, browser)).toMatchObject({ refused: 'not_linked', language: 'nl' });
		expect((await listIdentities(app, person, browser)).unlinked).toBe(federal.issuer);
		expect((await listIdentities(app, person, aBrowser())).unlinked).toBeUndefined();
		expect(await linkUnlinkedIdentity(app, person, aBrowser())).toEqual({ refused: 'issuer_expired' });
		expect(await linkUnlinkedIdentity(app, person, browser)).toEqual({ linked: true });
		expect(await linkUnlinkedIdentity(app, person, browser)).toEqual({ refused: 'issuer_expired' });
		expect(await signIn(federal, `as=${subject}`)).toHaveProperty('token');
	});

	test('is not linked to who has a second factor and has not shown it', async () => {
		const [browser, person] = [aBrowser(), await aPerson()];
		await link(federal, person, `as=${aSubject()}&acr=level-2`);
		await signIn(regional, `as=${aSubject()}`, browser);
		expect(await linkUnlinkedIdentity(app, person, browser)).toEqual({ refused: 'step_up' });
		expect(await linkUnlinkedIdentity(app, { ...person, factors: 2 }, browser)).toEqual({ linked: true });
	});
});

test('an identity belongs to one person', async () => {
	const [mine, subject] = [await aPerson(), aSubject()];
	await link(federal, mine, `as=${subject}`);
	expect(await link(federal, await aPerson(), `as=${subject}`)).toMatchObject({ refused: 'linked_elsewhere' });
	expect(await link(federal, mine, `as=${subject}`)).toMatchObject({ linked: true });
});

test('an identity that is unlinked opens nothing any more; only its owner unlinks it', async () => {
	const [mine, other, subject] = [await aPerson(), await aPerson(2), aSubject()];
	await link(federal, mine, `as=${subject}&acr=level-2`);
	const [identity] = (await listIdentities(app, mine, undefined)).identities;
	expect(await unlinkIdentity(app, other, identity?.id ?? '')).toEqual({ refused: 'unknown' });
	expect(await unlinkIdentity(app, mine, identity?.id ?? '')).toEqual({ refused: 'step_up' });
	expect(await unlinkIdentity(app, { ...mine, factors: 2 }, identity?.id ?? '')).toEqual({ unlinked: true });
	expect(await signIn(federal, `as=${subject}`)).toMatchObject({ refused: 'not_linked' });
});

describe('an answer is refused', () => {
	async function someoneLinked(issuer = federal) {
		const subject = aSubject();
		await link(issuer, await aPerson(), `as=${subject}`);
		return subject;
	}

	test('the second time', async () => {
		const [browser, subject] = [aBrowser(), await someoneLinked()];
		const answer = await showAtIssuer(await leave(federal, browser), `as=${subject}`, redirectUri);
		expect(await comeBack(answer, { browser })).toHaveProperty('token');
		expect(await comeBack(answer, { browser })).toEqual({ refused: 'issuer_expired' });
	});

	test('in another browser than the one that left', async () => {
		const [browser, subject] = [aBrowser(), await someoneLinked()];
		const answer = await showAtIssuer(await leave(federal, browser), `as=${subject}`, redirectUri);
		expect(await comeBack(answer, { browser: aBrowser() })).toEqual({ refused: 'issuer_expired' });
	});

	test('ten minutes later', async () => {
		const [browser, subject] = [aBrowser(), await someoneLinked()];
		const answer = await showAtIssuer(await leave(federal, browser), `as=${subject}`, redirectUri);
		await owner
			.updateTable('issuer_attempt')
			.set({ expires_at: new Date(Date.now() - 1000) })
			.execute();
		expect(await comeBack(answer, { browser })).toEqual({ refused: 'issuer_expired' });
	});

	test('with a state that is not ours', async () => {
		const [browser, subject] = [aBrowser(), await someoneLinked()];
		const answer = await showAtIssuer(await leave(federal, browser), `as=${subject}`, redirectUri);
		answer.searchParams.set('state', 'autre');
		expect(await comeBack(answer, { browser })).toEqual({ refused: 'issuer_expired' });
	});

	test('that names another issuer', async () => {
		const [browser, subject] = [aBrowser(), await someoneLinked()];
		const answer = await showAtIssuer(await leave(federal, browser), `as=${subject}`, redirectUri);
		expect(answer.searchParams.get('iss')).toBe(federal.issuer);
		answer.searchParams.set('iss', regional.issuer);
		expect(await comeBack(answer, { browser })).toMatchObject({ refused: 'issuer_mismatch' });
	});

	test('that another issuer gave to a question put to it', async () => {
		const [browser, subject] = [aBrowser(), await someoneLinked()];
		const question = new URL(await leave(federal, browser));
		const answer = await showAtIssuer(await leave(regional, browser), `as=${subject}`, redirectUri);
		answer.searchParams.set('state', question.searchParams.get('state') ?? '');
		answer.searchParams.delete('iss');
		expect(await comeBack(answer, { browser })).toMatchObject({ refused: 'issuer_mismatch' });
		answer.searchParams.set('iss', federal.issuer);
		expect(await comeBack(answer, { browser })).toMatchObject({ refused: 'issuer_expired' });
	});

	test('made for another nonce', async () => {
		const [browser, subject] = [aBrowser(), await someoneLinked()];
		const question = new URL(await leave(federal, browser));
		question.searchParams.set('nonce', 'un-autre-nombre');
		const answer = await showAtIssuer(question.href, `as=${subject}`, redirectUri);
		expect(await comeBack(answer, { browser })).toMatchObject({ refused: 'issuer_mismatch' });
	});

	test('whose code was asked for with another proof (PKCE)', async () => {
		const [browser, subject] = [aBrowser(), await someoneLinked()];
		const question = new URL(await leave(federal, browser));
		question.searchParams.set('code_challenge', randomBytes(32).toString('base64url'));
		const answer = await showAtIssuer(question.href, `as=${subject}`, redirectUri);
		expect(await comeBack(answer, { browser })).toMatchObject({ refused: 'issuer_mismatch' });
	});

	test('when they say no there', async () => {
		expect(await signIn(federal, 'cancel')).toMatchObject({ refused: 'issuer_cancelled', language: 'nl' });
	});

	test('when the operator has taken the issuer away meanwhile', async () => {
		const [browser, subject] = [aBrowser(), await someoneLinked()];
		const answer = await showAtIssuer(await leave(federal, browser), `as=${subject}`, redirectUri);
		expect(await comeBack(answer, { browser, known: [regional] })).toMatchObject({ refused: 'issuer_unknown' });
	});

	test('when who asked to link an identity is not who is signed in now', async () => {
		const [browser, person, subject] = [aBrowser(), await aPerson(), aSubject()];
		const answer = await showAtIssuer(await leave(federal, browser, person.personId), `as=${subject}`, redirectUri);
		expect(await comeBack(answer, { browser, person: await aPerson() })).toMatchObject({ refused: 'session_changed' });
		expect((await listIdentities(app, person, undefined)).identities).toEqual([]);
	});

	test('when they belong to the demonstration and it is off', async () => {
		const [person, subject, browser] = [await aPerson(), aSubject(), aBrowser()];
		await link(federal, person, `as=${subject}`);
		await owner.updateTable('staff_member').set({ imaginary: true }).where('id', '=', person.personId).execute();
		const answer = await showAtIssuer(await leave(federal, browser), `as=${subject}`, redirectUri);
		expect(await comeBack(answer, { browser, withImaginary: false })).toMatchObject({ refused: 'not_linked' });
	});
});

test.each(['subject', 'key'] as const)('a token is not believed whose %s was changed on the way', async (tampering) => {
	await using running = await anIssuer({ redirectUri, tampering });
	const issuer = configure(running, { key: 'tampered' });
	const [browser, person] = [aBrowser(), await aPerson()];
	const answer = await showAtIssuer(await leave(issuer, browser, person.personId), 'as=alix', redirectUri);
	expect(await comeBack(answer, { browser, person, known: [issuer] })).toMatchObject({ refused: 'issuer_mismatch' });
	expect((await listIdentities(app, person, browser)).identities).toEqual([]);
});

test.each([
	[45, 'not_linked'],
	[-45, 'not_linked'],
	[300, 'issuer_clock'],
	[-300, 'issuer_clock'],
	[-7200, 'issuer_clock'],
])('a clock that is %i seconds ahead: %s', async (clockAheadSeconds, refused) => {
	await using running = await anIssuer({ redirectUri, clockAheadSeconds });
	const issuer = configure(running, { key: 'skewed' });
	const browser = aBrowser();
	const answer = await showAtIssuer(await leave(issuer, browser), 'as=alix', redirectUri);
	expect(await comeBack(answer, { browser, known: [issuer] })).toMatchObject({ refused });
});

describe('an issuer that is away', () => {
	test('is told of before anybody leaves, and is asked again the next time', async () => {
		const gone = await anIssuer({ redirectUri });
		const port = Number(new URL(gone.url).port);
		await gone.close();
		const issuer = configure(gone, { key: 'away' });
		const departure = { issuer, browser: aBrowser(), language: 'fr' as const, to: '/fr/work', redirectUri };
		expect(await goToIssuer(app, departure)).toEqual({ refused: 'issuer_away' });
		await using _back = await anIssuer({ redirectUri, port });
		expect(await goToIssuer(app, departure)).toHaveProperty('href');
	});

	test('is told of when one comes back, and nothing is half done', async () => {
		const running = await anIssuer({ redirectUri });
		const issuer = configure(running, { key: 'leaving' });
		const [browser, person] = [aBrowser(), await aPerson()];
		const answer = await showAtIssuer(await leave(issuer, browser, person.personId), 'as=alix', redirectUri);
		await running.close();
		expect(await comeBack(answer, { browser, person, known: [issuer] })).toMatchObject({ refused: 'issuer_away' });
		expect((await listIdentities(app, person, browser)).identities).toEqual([]);
	});

	test('that pretends to be another is not believed', async () => {
		const issuer = configure({ ...atFederal, url: atFederal.url.replace('127.0.0.1', 'localhost') }, { key: 'false' });
		const departure = { issuer, browser: aBrowser(), language: 'fr' as const, to: '/fr/work', redirectUri };
		expect(await goToIssuer(app, departure)).toEqual({ refused: 'issuer_away' });
	});
});
