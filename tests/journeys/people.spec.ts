import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { texts } from '#messages';
import { anApplication } from './application.ts';
import { expectAccessible } from './expect-accessible.ts';
import { aStaffVisitor, behindThePages } from './staff.ts';
import { aVisitor, withAndWithoutJavaScript } from './visitor.ts';

const fr = texts('fr');
const t = fr.identity;

/** Opens the mailbox until the mail to this address is there, and returns what it leads to. */
async function findLink(page: Page, address: string): Promise<string> {
	for (let look = 0; look < 40; look++) {
		await page.goto('/fr/mailbox');
		const card = page.locator('.card', { hasText: address }).first();
		if ((await card.count()) > 0) return (await card.getByRole('link').last().getAttribute('href')) ?? '';
		await sleep(250);
	}
	throw new Error(`no mail to ${address} in the mailbox`);
}

async function invite(
	page: Page,
	organisationId: string,
	{ name, email, role }: Record<'name' | 'email' | 'role', string>,
) {
	await page.goto(`/fr/work/${organisationId}/invitations`);
	await page.locator('#name').fill(name);
	await page.locator('#email').fill(email);
	await page.locator('#role').selectOption(role);
	await page.getByRole('button', { name: t.invite_submit }).click();
}

describe.each(withAndWithoutJavaScript)('$how', ({ javaScript }) => {
	test('an administrator invites a colleague, who opens the link, accepts, and works there; the link serves once', async () => {
		const email = `${crypto.randomUUID()}@essai.example`;
		await using admin = await aStaffVisitor({ of: 'charleroi', role: 'organisation_administrator' }, { javaScript });
		await invite(admin.page, admin.colleague.organisationId, { name: 'Robin Essai', email, role: 'contributor' });
		await admin.page.getByRole('status').getByText(t.done_invited).waitFor();
		const link = await findLink(admin.page, email);
		expect(link).toMatch(/^\/fr\/invitation\?i=/);

		await using robin = await aVisitor({ javaScript });
		await robin.page.goto(link);
		await robin.page.getByText(t.accept_first_body({ name: 'Robin Essai' })).waitFor();
		expect(await robin.page.getByRole('main').textContent()).toContain('Ville de Charleroi');
		await using late = await aVisitor({ javaScript });
		await late.page.goto(link);
		await robin.page.getByRole('button', { name: t.accept_submit }).click();
		await robin.page.getByRole('status').getByText(t.done_joined).waitFor();
		await robin.page.getByRole('banner').getByText('Robin Essai').waitFor();
		await late.page.getByRole('button', { name: t.accept_submit }).click();
		await late.page.getByRole('alert').getByText(t.accept_refused_accepted).waitFor();
		await robin.page.context().clearCookies();

		await admin.page.goto(`/fr/work/${admin.colleague.organisationId}/people?name=robin`);
		await admin.page.getByRole('link', { name: 'Robin Essai' }).first().waitFor();
	});

	test('what is missing in an invitation is said, and what was typed is kept', async () => {
		await using admin = await aStaffVisitor({ of: 'charleroi', role: 'organisation_administrator' }, { javaScript });
		const { page, colleague } = admin;
		await page.goto(`/fr/work/${colleague.organisationId}/invitations`);
		await page.locator('#name').fill('Robin Essai');
		// The browser must not help: what it lets through is the matter.
		await page.locator('#email').evaluate((field) => field.setAttribute('type', 'text'));
		await page.locator('#email').fill('robin sans arobase');
		await page.locator('#role').selectOption('professional');
		await page.getByRole('button', { name: t.invite_submit }).click();
		const summary = page.getByRole('alert');
		await summary.getByRole('link', { name: t.issue_email }).waitFor();
		await summary.getByRole('link', { name: t.issue_team }).waitFor();
		expect(await page.locator('#name').inputValue()).toBe('Robin Essai');
		expect(await page.locator('#email').inputValue()).toBe('robin sans arobase');
		expect(await page.locator('#role').inputValue()).toBe('professional');
	});

	test('someone gets a role and loses it; someone who leaves is out at once', async () => {
		await using admin = await aStaffVisitor({ of: 'namur', role: 'organisation_administrator' }, { javaScript });
		await using gone = await aStaffVisitor({ of: 'namur', role: 'contributor', name: 'Sacha Essai' }, { javaScript });
		await gone.page.goto('/fr/work');
		const path = `/fr/work/${admin.colleague.organisationId}/people/${gone.colleague.signedIn.personId}`;
		const { page } = admin;
		await page.goto(path);
		await page.locator('#role').selectOption('auditor');
		await page.getByRole('button', { name: t.role_give_submit }).click();
		await page.getByRole('status').getByText(t.done_role_given).waitFor();
		expect((await gone.page.request.get('/fr/work', { maxRedirects: 0 })).status()).toBe(303);
		await page.getByRole('button', { name: t.role_withdraw_what({ role: fr.audit.role_auditor }) }).click();
		await page.getByRole('status').getByText(t.done_role_withdrawn).waitFor();
		await page.getByText(t.leave_title).click();
		await page.getByRole('button', { name: t.leave_submit({ name: 'Sacha Essai' }) }).click();
		await page.getByRole('status').getByText(t.done_left).waitFor();
		expect((await page.request.get(path)).status()).toBe(404);
	});

	test('a team is opened, renamed and closed; a name that is taken is told and kept', async () => {
		await using admin = await aStaffVisitor({ of: 'liege', role: 'organisation_administrator' }, { javaScript });
		const { page, colleague } = admin;
		const name = `Équipe ${crypto.randomUUID().slice(0, 8)}`;
		await page.goto(`/fr/work/${colleague.organisationId}/teams`);
		for (const expected of [t.done_team_opened, undefined]) {
			await page.locator('#open-name').fill(name);
			await page.getByRole('button', { name: t.team_open_submit }).click();
			if (expected) await page.getByRole('status').getByText(expected).waitFor();
		}
		await page.getByRole('alert').getByRole('link', { name: t.refused_name_taken }).waitFor();
		expect(await page.locator('#open-name').inputValue()).toBe(name);
		const row = page.locator('tr', { hasText: name });
		await row.locator('summary').click();
		await row.getByLabel(t.team_name).fill(`${name} bis`);
		await row.getByRole('button', { name: t.team_rename_submit }).click();
		await page.getByRole('status').getByText(t.done_team_renamed).waitFor();
		await page
			.locator('tr', { hasText: `${name} bis` })
			.locator('summary')
			.click();
		await page
			.locator('tr', { hasText: `${name} bis` })
			.getByRole('button', { name: t.team_close_submit })
			.click();
		await page.getByRole('status').getByText(t.done_team_closed).waitFor();
	});

	test('whoever tries Maillage enters as someone imaginary; a role that does not exist there is told', async () => {
		await using visitor = await aVisitor({ javaScript });
		const { page } = visitor;
		await page.goto('/nl/sign-in/demonstration');
		await page.locator('#organisationId').selectOption({ label: 'Stad Brussel' });
		await page.locator('#role').selectOption('secretariat');
		await page.getByRole('main').getByRole('button').click();
		await page.getByRole('alert').getByText(texts('nl').identity.demonstration_no_such_role).waitFor();
		expect(await page.locator('#role').inputValue()).toBe('secretariat');
		await page.locator('#role').selectOption('coordinator');
		await page.getByRole('main').getByRole('button').click();
		await page.getByText(texts('nl').house.staff_demonstration).waitFor();
		await page.context().clearCookies();
	});

	test('everyone keeps their own details; what is wrong is told and the rest kept', async () => {
		await using staff = await aStaffVisitor(
			{ of: 'anderlecht', role: 'contributor', name: 'Dominique' },
			{ javaScript },
		);
		const { page } = staff;
		await page.goto('/fr/work/my-details');
		await page.locator('#name').fill(' ');
		await page.getByLabel('arabe').check();
		await page.getByLabel('vendredi').uncheck();
		await page.getByRole('button', { name: t.details_submit }).click();
		await page.getByRole('alert').getByRole('link', { name: t.issue_name }).waitFor();
		expect(await page.getByLabel('arabe').isChecked()).toBe(true);
		await page.locator('#name').fill('Dominique Essai');
		await page.getByRole('button', { name: t.details_submit }).click();
		await page.getByRole('status').getByText(t.done_details_kept).waitFor();
		await page.getByRole('banner').getByText('Dominique Essai').waitFor();
		expect(await page.getByLabel('vendredi').isChecked()).toBe(false);
	});
});

test.each(['fr', 'nl', 'de', 'en'] as const)('a link that opens nothing says what to do, in %s', async (language) => {
	await using visitor = await aVisitor();
	const { page } = visitor;
	const said = texts(language).identity;
	await page.goto(`/${language}/invitation?i=coupe`);
	await page.getByRole('alert').getByText(said.accept_refused_unknown).waitFor();
	const owner = behindThePages();
	const { id } = await owner
		.selectFrom('organisation')
		.select('id')
		.where('origin_key', '=', 'verviers')
		.executeTakeFirstOrThrow();
	const states = [
		[said.accept_refused_expired, { invited_at: '2026-01-01', expires_at: '2026-01-15' }],
		[said.accept_refused_withdrawn, { revoked_at: '2026-01-02' }],
		[said.accept_refused_accepted, { accepted_at: '2026-01-02' }],
	] as const;
	for (const [sentence, state] of states) {
		const secret = randomBytes(32).toString('base64url');
		const invitation = await owner
			.insertInto('invitation')
			.values({
				organisation_id: id,
				role: 'contributor',
				name: 'Essai',
				email: `${crypto.randomUUID()}@essai.example`,
				language,
				secret_hash: createHash('sha256').update(secret).digest(),
				imaginary: true,
				expires_at: '2100-01-01',
				...state,
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		await page.goto(`/${language}/invitation?i=${invitation.id}.${secret}`);
		await page.getByRole('alert').getByText(sentence).waitFor();
		expect(await page.getByRole('button', { name: said.accept_submit }).count()).toBe(0);
	}
});

test('someone who has an account signs in, and adds the role as who they are', async () => {
	const email = `${crypto.randomUUID()}@essai.example`;
	await using admin = await aStaffVisitor({ of: 'molenbeek', role: 'organisation_administrator' });
	await invite(admin.page, admin.colleague.organisationId, { name: 'Noa Essai', email, role: 'contributor' });
	await admin.page.getByRole('status').waitFor();
	const link = await findLink(admin.page, email);
	await using noa = await aStaffVisitor({ of: 'anderlecht', role: 'auditor', name: 'Noa Essai' });
	await noa.page.goto(link);
	await noa.page.getByText(t.accept_who({ name: 'Noa Essai' })).waitFor();
	await noa.page.getByRole('button', { name: t.accept_submit }).click();
	await noa.page.getByRole('status').getByText(t.done_joined).waitFor();
	const choices = noa.page.getByRole('navigation', { name: t.home_switch }).getByRole('link');
	expect(await choices.allTextContents()).toEqual(["Commune d'Anderlecht", 'Commune de Molenbeek-Saint-Jean']);
	await choices.first().click();
	await noa.page.getByRole('main').getByText(fr.audit.role_auditor).waitFor();
});

const staffPages = [
	'',
	'/my-details',
	'/ORG/people',
	'/ORG/people/ME',
	'/ORG/teams',
	'/ORG/invitations',
	'/invitation?i=x',
];

test.each(staffPages)('the page /work%s is accessible, and prints without navigation', async (path) => {
	await using admin = await aStaffVisitor({ of: 'verviers', role: 'organisation_administrator' }, { bypassCSP: true });
	const { organisationId, signedIn } = admin.colleague;
	await admin.page.goto(`/fr/work${path.replace('ORG', organisationId).replace('ME', signedIn.personId)}`);
	await expectAccessible(admin.page);
	await admin.page.emulateMedia({ media: 'print' });
	expect(await admin.page.locator('nav:visible, summary:visible').count()).toBe(0);
});

test.each(['/fr/sign-in/demonstration', '/fr/mailbox', '/fr/invitation?i=x'])('%s is accessible', async (path) => {
	await using visitor = await aVisitor({ bypassCSP: true });
	await visitor.page.goto(path);
	await expectAccessible(visitor.page);
});

test('npm run invite prints a link that opens in the language of the invitation, and replaces the one before', async () => {
	const env = { ...process.env, DATABASE_URL: inject('applicationDatabase') };
	const args = ['scripts/invite.ts', '--organisation', 'rbc', '--email', 'premiere@rbc.example', '--name', 'Première'];
	const run = () =>
		execFileSync(process.execPath, [...args, '--role', 'organisation_administrator', '--language', 'nl'], {
			env,
			encoding: 'utf8',
		});
	const links = [run(), run()].map((said) => /http\S+/.exec(said)?.[0] ?? '').map((link) => new URL(link));
	await using visitor = await aVisitor();
	const nl = texts('nl').identity;
	for (const [index, link] of links.entries()) {
		await visitor.page.goto(link.pathname + link.search);
		const expected = index === 0 ? nl.accept_refused_unknown : nl.accept_first_body({ name: 'Première' });
		await visitor.page.getByText(expected).waitFor();
	}
});

test('without the demonstration there is neither its mailbox nor anyone to try it as', async () => {
	const application = await anApplication({ DEMO: '0' });
	try {
		for (const path of ['/fr/mailbox', '/fr/sign-in/demonstration']) {
			expect((await fetch(application.address + path)).status).toBe(404);
		}
	} finally {
		await application.stop();
	}
});
