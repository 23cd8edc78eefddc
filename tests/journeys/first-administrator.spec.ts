import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getReferenceOrganisation } from '#house/testing/an-organisation.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import { texts } from '#messages';
import { aSignInSite, waitForMails, type SignInSite } from './sign-in-site.ts';
import { aVisitor } from './visitor.ts';
import { withAuthenticator } from './with-authenticator.ts';

const { identity: t, house } = texts('fr');
let site: SignInSite;

beforeAll(async () => {
	site = await aSignInSite();
});
afterAll(() => site.stop());

const press = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name, exact: true }).click();

/** Opens the link of the invitation in the mail, and accepts. */
async function accept(page: Page, email: string): Promise<void> {
	const [mail = ''] = await waitForMails(site, email, 1);
	await page.goto(/http\S+/.exec(mail)?.[0] ?? 'no link');
	await press(page, t.accept_submit);
}

/** Adds a passkey and uses it, so that roles in a team wake. */
async function enrol(page: Page): Promise<void> {
	await page.getByRole('heading', { level: 1, name: t.passkeys_title }).waitFor();
	await page.getByLabel(t.passkey_label).fill('Téléphone du bureau');
	await press(page, t.passkey_add);
	await press(page, t.passkey_use);
	await page.waitForURL(`${site.address}/fr/work`);
}

test('a first administrator is invited, enrols a passkey, opens a team and invites a professional, of whom another commune sees nothing', async () => {
	const of = ['--organisation', 'liege', '--role', 'organisation_administrator'];
	const whom = ['--email', 'dominique@liege.test', '--name', 'Dominique Essai'];
	execFileSync(process.execPath, ['scripts/invite.ts', ...of, ...whom], { env: { ...process.env, ...site.env } });

	await using administrator = await aVisitor({ baseURL: site.address, keepsCookies: true, alone: true });
	const { page } = administrator;
	await withAuthenticator(page);
	await accept(page, 'dominique@liege.test');
	await page.getByRole('status').getByText(t.done_joined).waitFor();
	await page.goto('/fr/work/passkeys');
	await enrol(page);

	const liege = await getReferenceOrganisation(site.owner, 'liege');
	await page.goto(`/fr/work/${liege}/teams`);
	await page.getByLabel(t.team_name).last().fill('Équipe du centre');
	await press(page, t.team_open_submit);
	await page.goto(`/fr/work/${liege}/invitations`);
	await page.locator('#name').fill('Robin Essai');
	await page.locator('#email').fill('robin@liege.test');
	await page.locator('#role').selectOption('professional');
	await page.locator('#teamId').selectOption({ label: 'Équipe du centre' });
	await press(page, t.invite_submit);
	await page.getByRole('status').getByText(t.done_invited).waitFor();

	await using professional = await aVisitor({ baseURL: site.address, keepsCookies: true, alone: true });
	await withAuthenticator(professional.page);
	await accept(professional.page, 'robin@liege.test');
	await enrol(professional.page);
	const home = professional.page.getByRole('main');
	expect(await home.textContent()).toContain('Équipe du centre');
	expect(await home.textContent()).not.toContain(t.second_factor_notice);
	await professional.page.goto(`/fr/work/${liege}/people`);
	await professional.page.getByRole('row', { name: /Dominique Essai/ }).waitFor();

	const robin = await site.owner
		.selectFrom('staff_member')
		.select('id')
		.where('email', '=', 'robin@liege.test')
		.executeTakeFirstOrThrow();
	const verviers = await getReferenceOrganisation(site.owner, 'verviers');
	const { token } = await aColleague(site.owner, { organisationId: verviers, role: 'professional' });
	await using stranger = await aVisitor({ baseURL: site.address, keepsCookies: true, alone: true });
	await stranger.page.context().addCookies([{ name: 'maillage', value: token, url: site.address }]);
	await stranger.page.goto(`/fr/work/${verviers}/people`);
	expect(await stranger.page.getByRole('main').textContent()).not.toContain('Robin Essai');
	for (const path of ['people', `people/${robin.id}`, 'teams', 'invitations', 'audit']) {
		await stranger.page.goto(`/fr/work/${liege}/${path}`);
		await stranger.page.getByRole('heading', { level: 1, name: house.error_404_title }).waitFor();
	}
});
