import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { languages } from '#house/language/language.ts';
import { getReferenceOrganisation } from '#house/testing/an-organisation.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import { texts } from '#messages';
import { anEmployee, aSignInSite, readCode, waitForMails, type SignInSite } from './sign-in-site.ts';
import { expectAccessible } from './expect-accessible.ts';
import { withAuthenticator } from './with-authenticator.ts';
import { aVisitor, withAndWithoutJavaScript, type Visitor } from './visitor.ts';

const { identity: t, house } = texts('fr');

let site: SignInSite;
beforeAll(async () => {
	site = await aSignInSite();
});
afterAll(() => site.stop());

function aBrowserAt(wishes: Parameters<typeof aVisitor>[0] = {}): Promise<Visitor> {
	return aVisitor({ baseURL: site.address, keepsCookies: true, alone: true, ...wishes });
}

function arriveAt(page: Page, name: string): Promise<void> {
	return page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

const readErrors = (page: Page) => page.locator('.govuk-error-summary').textContent();

const press = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name, exact: true }).click();

/** On a narrow screen the way out is in the menu. */
async function signOut(page: Page): Promise<void> {
	await page.locator('.rail-menu > summary').click();
	await page.getByRole('button', { name: house.sign_out }).click();
}

/** Signs in with a code from the mail. `mails`: how many this person has had by then. */
async function signInByCode(page: Page, email: string, { mails = 1, to = '/fr/work' } = {}): Promise<void> {
	await page.goto(`/fr/sign-in?to=${encodeURIComponent(to)}`);
	await askAndWriteCode(page, email, mails);
	await page.waitForURL(`${site.address}${to}`);
}

async function askAndWriteCode(page: Page, email: string, mails = 1): Promise<void> {
	await page.getByLabel(t.email_label).fill(email);
	await press(page, t.code_ask);
	await arriveAt(page, t.code_title);
	const code = readCode((await waitForMails(site, email, mails)).at(-1));
	await page.getByLabel(t.code_label).fill(code);
	await press(page, t.sign_in_title);
}

async function readSession(context: BrowserContext): Promise<string> {
	return (await context.cookies(site.address)).find(({ name }) => name === 'maillage')?.value ?? '';
}

/** Where a copy of the cookie leads. */
async function statusWith(token: string): Promise<number> {
	const answer = await fetch(`${site.address}/fr/work`, {
		redirect: 'manual',
		headers: { cookie: `maillage=${token}` },
	});
	return answer.status;
}

function post(
	path: string,
	{ cookie = '', body = '', origin = site.address, type = 'application/x-www-form-urlencoded' } = {},
) {
	const headers = { cookie, origin, 'content-type': type, accept: 'text/html' };
	return fetch(`${site.address}${path}`, { method: 'POST', redirect: 'manual', headers, body });
}

test.each(withAndWithoutJavaScript)(
	'$how someone signs in with a code from their mail, and out',
	async ({ javaScript }) => {
		const { email } = await anEmployee(site);
		await using visitor = await aBrowserAt({ javaScript });
		const { page } = visitor;
		await page.goto('/fr/work/sessions');
		await arriveAt(page, t.sign_in_title);
		await askAndWriteCode(page, email);
		await arriveAt(page, t.sessions_title);
		const token = await readSession(page.context());
		expect(await statusWith(token)).toBe(200);
		await signOut(page);
		await arriveAt(page, t.sign_in_title);
		expect(await page.getByRole('status').textContent()).toBe(t.sign_in_signed_out);
		expect(await statusWith(token)).toBe(303);
		expect(await page.context().cookies(site.address)).toEqual([]);
		const [mail] = await waitForMails(site, email, 1);
		for (const sentence of [t.mail_code_lead, t.mail_code_where, t.mail_code_nobody]) expect(mail).toContain(sentence);
	},
);

test('what was typed is given back, with what to do', async () => {
	await using visitor = await aBrowserAt({ javaScript: false });
	const { page } = visitor;
	await page.goto('/fr/sign-in');
	await page.getByLabel(t.email_label).fill('alix@verviers');
	await press(page, t.code_ask);
	expect(await page.getByLabel(t.email_label).inputValue()).toBe('alix@verviers');
	await page.locator('.govuk-error-summary').getByRole('link', { name: t.email_unreadable }).click();
	expect(await page.evaluate(() => document.activeElement?.id)).toBe('email');
	await page.goto('/fr/sign-in/code');
	await page.getByLabel(t.code_label).fill('12 34');
	await press(page, t.sign_in_title);
	expect(await readErrors(page)).toContain(t.code_unreadable);
	expect(await page.getByLabel(t.code_label).inputValue()).toBe('12 34');
	expect(await page.getByLabel(t.code_label).getAttribute('autocomplete')).toBe('one-time-code');
});

test('an address that is registered and one that is not are answered alike', async () => {
	const { email } = await anEmployee(site);
	const answers = [];
	for (const address of [email, `personne-${Date.now()}@verviers.test`]) {
		const asked = await post('/fr/sign-in?/code', { body: new URLSearchParams({ email: address }).toString() });
		const cookie = asked.headers
			.getSetCookie()
			.map((line) => line.split(';')[0])
			.join('; ');
		const page = await fetch(`${site.address}/fr/sign-in/code`, { headers: { cookie } });
		const wrong = await post('/fr/sign-in/code', { cookie, body: 'code=00000000' });
		answers.push(
			[asked, page, wrong].map(({ status }) => status),
			asked.headers.get('location'),
		);
		answers.push(await asked.text(), await page.text(), await wrong.text());
	}
	expect(answers.slice(answers.length / 2)).toEqual(answers.slice(0, answers.length / 2));
	expect(answers[0]).toEqual([303, 200, 409]);
});

test.each(['https://evil.example/fr/work', '//evil.example/fr/work', '/\\evil.example', '/fr/exit', '/fr'])(
	'after signing in nobody is led to %s',
	async (to) => {
		const { email } = await anEmployee(site);
		await using visitor = await aBrowserAt({ javaScript: false });
		await visitor.page.goto(`/fr/sign-in?to=${encodeURIComponent(to)}`);
		await askAndWriteCode(visitor.page, email);
		expect(visitor.page.url()).toBe(`${site.address}/fr/work`);
	},
);

test('a stranger who asks for codes for my address is soon refused, and I still get mine', async () => {
	const { email } = await anEmployee(site);
	const from = (address: string) =>
		fetch(`${site.address}/fr/sign-in?/code`, {
			method: 'POST',
			redirect: 'manual',
			headers: { origin: site.address, 'x-forwarded-for': address, accept: 'text/html' },
			body: new URLSearchParams({ email }),
		});
	const statuses = [];
	for (let turn = 0; turn < 7; turn++) statuses.push((await from('198.51.100.7')).status);
	expect(statuses).toEqual([303, 303, 303, 303, 303, 429, 429]);
	expect((await from('203.0.113.9')).status).toBe(303);
});

test('a passkey is added, wakes the roles, signs in, is renamed and removed', async () => {
	const { email } = await anEmployee(site);
	await using visitor = await aBrowserAt();
	const { page } = visitor;
	const context = page.context();
	await withAuthenticator(page);

	await signInByCode(page, email);
	expect(await page.getByRole('main').textContent()).toContain(t.second_factor_notice);
	await page.getByRole('link', { name: t.second_factor_title }).click();
	await arriveAt(page, t.second_factor_title);
	await page.getByRole('link', { name: t.second_factor_add }).click();
	await arriveAt(page, t.passkeys_title);
	await page.getByLabel(t.passkey_label).fill('Téléphone du bureau');
	await press(page, t.passkey_add);
	await arriveAt(page, t.second_factor_title);
	expect(await page.getByRole('status').textContent()).toBe(t.done_passkey_added);

	const before = await readSession(context);
	await press(page, t.passkey_use);
	await page.waitForURL(`${site.address}/fr/work`);
	const after = await readSession(context);
	expect(after).not.toBe(before);
	expect([await statusWith(before), await statusWith(after)]).toEqual([303, 200]);
	expect(await page.getByRole('main').textContent()).not.toContain(t.second_factor_notice);

	await signOut(page);
	await arriveAt(page, t.sign_in_title);
	await page.goto('/fr/sign-in?to=/fr/work/passkeys');
	await press(page, t.passkey_use);
	await arriveAt(page, t.passkeys_title);

	await page.getByRole('link', { name: t.passkey_change }).click();
	expect(await page.getByRole('main').textContent()).toContain(t.passkey_remove_last);
	await page.getByLabel(t.passkey_label).fill('Ancien téléphone');
	await press(page, t.passkey_rename);
	await page.getByRole('heading', { name: 'Ancien téléphone' }).waitFor();
	await page.getByRole('link', { name: t.passkey_change }).click();
	await press(page, t.passkey_remove);
	expect(await page.getByRole('status').textContent()).toBe(t.done_passkey_removed);
	const mails = await waitForMails(site, email, 3);
	expect(mails[1]).toContain(t.mail_changed_passkey_added);
	expect(mails[2]).toContain(t.mail_changed_passkey_removed);

	await signOut(page);
	await press(page, t.passkey_use);
	expect(await readErrors(page)).toContain(t.passkey_refused_unknown);
});

test('whoever’s device does not recognise them is told so, and can go on', async () => {
	const { email } = await anEmployee(site);
	await using visitor = await aBrowserAt();
	const { page } = visitor;
	const device = await withAuthenticator(page);
	await signInByCode(page, email, { to: '/fr/work/passkeys' });
	await device.setVerified(false);
	await press(page, t.passkey_add);
	await page.getByText(t.passkey_cancelled).waitFor();
	await device.setVerified(true);
	await press(page, t.passkey_add);
	await arriveAt(page, t.second_factor_title);
});

test('whoever reads my mail cannot give themselves a second factor once I have one', async () => {
	const { email } = await anEmployee(site);
	await using visitor = await aBrowserAt();
	const { page } = visitor;
	await withAuthenticator(page);
	await signInByCode(page, email, { to: '/fr/work/passkeys' });
	await press(page, t.passkey_add);
	await arriveAt(page, t.second_factor_title);
	await page.goto('/fr/work/passkeys');
	expect(await page.getByRole('main').textContent()).toContain(t.refused_step_up);
	await page.getByRole('link', { name: t.passkey_change }).click();
	await press(page, t.passkey_remove);
	expect(await readErrors(page)).toContain(t.refused_step_up);
});

test('at a bare address the page says that passkeys need a name, and leads to it', async () => {
	await using visitor = await aBrowserAt({ baseURL: site.address.replace('localhost', '127.0.0.1') });
	const { page } = visitor;
	await page.goto('/fr/sign-in?to=/fr/work/sessions');
	const link = page.getByRole('link', { name: site.address });
	expect(await link.getAttribute('href')).toBe(`${site.address}/fr/sign-in?to=/fr/work/sessions`);
	expect(await page.getByRole('button', { name: t.passkey_use }).count()).toBe(0);
});

test('without JavaScript the page says what a passkey needs', async () => {
	await using visitor = await aBrowserAt({ javaScript: false });
	await visitor.page.goto('/fr/sign-in');
	await visitor.page.getByText(t.passkey_needs_script).waitFor();
	expect(await visitor.page.getByRole('button', { name: t.passkey_use }).isVisible()).toBe(false);
});

describe.each(withAndWithoutJavaScript)('$how, with an account of an issuer', ({ javaScript }) => {
	test('someone who is not linked yet signs in with a code, links it, and signs in with it', async () => {
		const { email } = await anEmployee(site);
		await using visitor = await aBrowserAt({ javaScript, mayLeave: true });
		const { page } = visitor;
		const subject = `sujet-${Date.now()}`;
		await page.goto('/fr/sign-in');
		await continueAt(page, 'Région', `as=${subject}`);
		expect(await readErrors(page)).toContain(t.issuer_refused_not_linked);
		await askAndWriteCode(page, email);
		await arriveAt(page, t.identities_title);
		expect(await page.getByRole('main').textContent()).toContain(t.identity_unlinked_lead({ issuer: 'Région' }));
		await page.locator('.call-box').getByRole('button').click();
		expect(await page.getByRole('status').textContent()).toBe(t.done_identity_linked);
		expect(await page.getByRole('main').textContent()).toContain(t.identity_groups({ groups: 'prevention' }));
		await signOut(page);
		await page.goto('/fr/sign-in?to=/fr/work/sessions');
		await continueAt(page, 'Région', `as=${subject}`);
		await arriveAt(page, t.sessions_title);
		expect(await page.getByRole('main').textContent()).toContain(t.session_method_issuer);
	});

	test('whoever vouches for two factors wakes the roles; whoever says no there is back as before', async () => {
		const { email } = await anEmployee(site);
		await using visitor = await aBrowserAt({ javaScript, mayLeave: true });
		const { page } = visitor;
		const subject = `sujet-${Date.now()}`;
		await signInByCode(page, email, { to: '/fr/work/identities' });
		await press(page, t.identity_link({ issuer: 'Fédéral' }));
		await answerAt(page, 'cancel');
		expect(await readErrors(page)).toContain(t.issuer_refused_issuer_cancelled);
		await press(page, t.identity_link({ issuer: 'Fédéral' }));
		await answerAt(page, `as=${subject}&acr=level-2`);
		expect(await page.getByRole('status').textContent()).toBe(t.done_identity_linked);
		await page.goto('/fr/work/second-factor');
		await continueAt(page, 'Fédéral', `as=${subject}&acr=level-2`);
		await page.waitForURL(`${site.address}/fr/work`);
		expect(await page.getByRole('main').textContent()).not.toContain(t.second_factor_notice);
	});

	test('an answer that was used before lets nobody in', async () => {
		await using visitor = await aBrowserAt({ javaScript, mayLeave: true });
		const { page } = visitor;
		const returns: string[] = [];
		page.on('request', (request) => request.url().includes('/sign-in/return') && returns.push(request.url()));
		await page.goto('/fr/sign-in');
		await continueAt(page, 'Région', 'as=personne');
		await page.goto(returns[0] ?? 'about:blank');
		expect(await readErrors(page)).toContain(t.issuer_refused_issuer_expired);
	});
});

async function continueAt(page: Page, issuer: string, who: string): Promise<void> {
	await press(page, t.issuer_use({ issuer }));
	await answerAt(page, who);
}

/** Says who one is, where the issuer asks: it remembers whom it knows already. */
async function answerAt(page: Page, who: string): Promise<void> {
	// The page leads on by itself; the link on it is for a browser that does not.
	await page.waitForURL((url) => url.pathname.startsWith('/interaction/') || isBack(url));
	if (isBack(new URL(page.url()))) return;
	await page.goto(`${page.url()}?${who}`);
	await page.waitForURL(isBack);
}

/** On our site, and not on the page that leads away from it. */
function isBack(url: URL): boolean {
	return url.origin === site.address && !url.search.includes('?/');
}

test('one ends the session of another browser', async () => {
	const { email } = await anEmployee(site);
	await using first = await aBrowserAt({ javaScript: false });
	await signInByCode(first.page, email);
	const stolen = await readSession(first.page.context());
	await using second = await aBrowserAt({ javaScript: false });
	await signInByCode(second.page, email, { mails: 2, to: '/fr/work/sessions' });
	await second.page.locator('.card').getByRole('button', { name: t.session_end }).click();
	expect(await second.page.getByRole('status').textContent()).toBe(t.done_session_ended);
	expect(await statusWith(stolen)).toBe(303);
	expect(await statusWith(await readSession(second.page.context()))).toBe(200);
});

test('an administrator lets a colleague who has lost their passkey sign in again; for anybody else there is no such page', async () => {
	const lost = await anEmployee(site);
	const organisationId = await getReferenceOrganisation(site.owner, 'verviers');
	const path = `/fr/work/${organisationId}/people/${lost.personId}/release`;
	const manager = await aColleague(site.owner, { organisationId, role: 'organisation_administrator' });
	await using visitor = await aBrowserAt({ javaScript: false });
	const { page } = visitor;
	await page.context().addCookies([{ name: 'maillage', value: manager.token, url: site.address }]);
	await page.goto(path);
	await arriveAt(page, t.release_title({ name: 'Alix Essai' }));
	await press(page, t.release);
	expect(await page.getByRole('status').textContent()).toBe(t.done_colleague_released);
	expect((await waitForMails(site, lost.email, 1))[0]).toContain(t.mail_changed_released);
	const elsewhere = await getReferenceOrganisation(site.owner, 'namur');
	const stranger = await aColleague(site.owner, { organisationId: elsewhere, role: 'organisation_administrator' });
	for (const address of [path, path.replace(organisationId, elsewhere), path.replace(lost.personId, 'x')]) {
		const headers = { cookie: `maillage=${stranger.token}` };
		expect((await fetch(`${site.address}${address}`, { headers })).status).toBe(404);
	}
});

test('quick exit ends the session on the server too', async () => {
	const { email } = await anEmployee(site);
	await using visitor = await aBrowserAt({ javaScript: false });
	await signInByCode(visitor.page, email);
	const token = await readSession(visitor.page.context());
	const exit = await fetch(`${site.address}/fr/exit`, { redirect: 'manual', headers: { cookie: `maillage=${token}` } });
	expect(exit.headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"');
	expect(await statusWith(token)).toBe(303);
	const stranger = await fetch(`${site.address}/fr/exit`, { redirect: 'manual' });
	expect(stranger.headers.getSetCookie()).toEqual([]);
});

test('another site can neither sign anybody in nor out, nor ask for a passkey', async () => {
	const { email } = await anEmployee(site);
	await using visitor = await aBrowserAt({ javaScript: false });
	await signInByCode(visitor.page, email);
	const cookie = `maillage=${await readSession(visitor.page.context())}`;
	const origin = 'https://evil.example';
	for (const path of ['/fr/sign-out', '/fr/sign-in?/code', '/fr/work/sessions?/others', '/fr/work/identities?/link']) {
		expect((await post(path, { cookie, origin })).status).toBe(403);
	}
	for (const path of ['/fr/sign-in/passkey', '/fr/work/passkeys/options']) {
		expect((await post(path, { cookie, origin, type: 'text/plain', body: '{}' })).status).toBe(403);
		expect((await post(path, { cookie, type: 'application/jsonp', body: '{}' })).status).toBe(415);
	}
	expect((await fetch(`${site.address}/fr/work`, { headers: { cookie } })).status).toBe(200);
});

test('cookies are out of reach of scripts and other sites; behind TLS they are bound to this host', async () => {
	const ask = (proto: string) =>
		fetch(`${site.address}/fr/sign-in/passkey`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'x-forwarded-proto': proto },
			body: '{}',
		});
	const [plain] = (await ask('http')).headers.getSetCookie();
	const [secure] = (await ask('https')).headers.getSetCookie();
	expect(plain).toMatch(/^maillage-browser=[\w-]{43}; Max-Age=1800; Path=\/; HttpOnly; SameSite=Lax$/);
	expect(secure).toMatch(/^__Host-maillage-browser=[\w-]{43}; Max-Age=1800; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
});

test('public pages set no cookie, and pages to sign in are kept by no cache', async () => {
	for (const path of ['/fr', '/fr/orientation', '/fr/sign-in']) {
		expect((await fetch(`${site.address}${path}`)).headers.getSetCookie()).toEqual([]);
	}
	expect((await fetch(`${site.address}/fr/sign-in`)).headers.get('cache-control')).toBe('no-store');
});

describe('every page to sign in and of one’s sign-in', () => {
	const open = ['/sign-in', '/sign-in?refused=not_linked', '/sign-in?done=signed_out', '/sign-in/code'];
	const own = ['/work', '/work/sessions', '/work/passkeys', '/work/identities', '/work/second-factor'];

	test('is accessible and fits a small screen, in every language', { timeout: 180_000 }, async () => {
		const { email } = await anEmployee(site);
		await using visitor = await aBrowserAt({ bypassCSP: true });
		const { page } = visitor;
		await withAuthenticator(page);
		for (const path of open.flatMap((each) => languages.map((language) => `/${language}${each}`)))
			await check(page, path);
		await signInByCode(page, email, { to: '/fr/work/passkeys' });
		await press(page, t.passkey_add);
		await arriveAt(page, t.second_factor_title);
		for (const path of own.flatMap((each) => languages.map((language) => `/${language}${each}`)))
			await check(page, path);
		await page.goto('/fr/work/passkeys');
		await check(page, (await page.getByRole('link', { name: t.passkey_change }).getAttribute('href')) ?? '');
	});

	async function check(page: Page, path: string): Promise<void> {
		await page.goto(path);
		expect(new URL(page.url()).pathname).toBe(path.split('?')[0]);
		expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 360]);
		// What axe looks at does not depend on the language.
		if (!path.startsWith('/fr')) return;
		await expectAccessible(page);
	}
});
