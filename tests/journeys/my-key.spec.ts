import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { texts } from '#messages';
import { expectAccessible } from './expect-accessible.ts';
import { aHolder, aTeamOfHolders, unlock } from './key-holders.ts';
import { aStaffVisitor } from './staff.ts';
import { withAuthenticator } from './with-authenticator.ts';

const t = texts('fr').keys;
const path = '/fr/work/keys';

/** Takes the passphrase that is proposed, as someone who writes it down; tells what it was. */
async function takePassphrase(page: Page): Promise<string> {
	const proposed = (await page.locator('#proposed').textContent()) ?? '';
	await page.getByRole('button', { name: t.passphrase_noted }).click();
	await page.getByLabel(t.passphrase_again).fill(proposed.toUpperCase().replaceAll('-', ' '));
	await page.getByRole('button', { name: t.passphrase_confirm }).click();
	return proposed;
}

/** Copies what is to be kept on paper and types back the two groups that are asked. */
async function keepPaper(page: Page): Promise<string[]> {
	const groups = await page.locator('.secret-groups li').allTextContents();
	await page.getByRole('button', { name: t.paper_kept }).click();
	for (const index of [0, 1]) {
		const field = page.locator(`#group-${index}`);
		const label = (await page.locator(`label[for="group-${index}"]`).textContent()) ?? '';
		await field.fill((groups[Number(/[0-9]+/.exec(label)?.[0]) - 1] ?? '').toLowerCase());
	}
	await page.getByRole('button', { name: t.paper_confirm }).click();
	return groups;
}

async function said(page: Page, text: string): Promise<void> {
	await page.getByRole('status').getByText(text).waitFor({ timeout: 30_000 });
}

describe('my key', () => {
	test('is made the first time, with a passphrase typed again and a code kept on paper, and opens with either', async () => {
		await using visitor = await aStaffVisitor({ of: 'verviers', role: 'professional' });
		const { page } = visitor;
		await page.goto(path);
		await page.locator('#proposed').waitFor();
		await expectAccessible(page);
		// What is not typed as it was noted does not count.
		await page.getByRole('button', { name: t.passphrase_noted }).click();
		await page.getByLabel(t.passphrase_again).fill('luva moki tade sabo nife ruza');
		await page.getByRole('button', { name: t.passphrase_confirm }).click();
		await page.getByRole('alert').getByText(t.passphrase_differs).waitFor();
		await page.getByRole('button', { name: t.passphrase_look }).click();
		const passphrase = await takePassphrase(page);
		await said(page, t.done_key_made);
		await page.getByText(t.way_no_code).waitFor();
		await page.getByRole('button', { name: t.add_recovery_code }).click();
		await page.locator('.secret-groups').waitFor();
		await expectAccessible(page);
		await page.emulateMedia({ media: 'print' });
		expect(await page.locator('.secret-groups').isVisible()).toBe(true);
		expect(await page.getByRole('button', { name: t.paper_kept }).isVisible()).toBe(false);
		await page.emulateMedia({ media: null, colorScheme: null });
		const groups = await keepPaper(page);
		await said(page, t.done_way_added);
		await expectAccessible(page);
		const fingerprint = await page.locator('.fingerprint').textContent();

		// A reload asks again.
		await page.reload();
		await unlock(page, 'luva moki tade sabo nife ruza');
		await page.getByRole('alert').getByText(t.unlock_failed_passphrase).waitFor({ timeout: 30_000 });
		await expectAccessible(page);
		await unlock(page, passphrase);
		await page.locator('.fingerprint').waitFor({ timeout: 30_000 });
		expect(await page.locator('.fingerprint').textContent()).toBe(fingerprint);
		await page.getByRole('button', { name: t.lock }).click();
		await page.getByText(t.unlock_lost).click();
		await page.getByLabel(t.recovery_code, { exact: true }).fill(groups.join(' ').toLowerCase());
		await page.getByRole('button', { name: t.unlock_submit_code }).click();
		await page.locator('.fingerprint').waitFor({ timeout: 30_000 });

		// Lost the passphrase: the code opens, and another is made.
		await page.getByRole('button', { name: t.change_passphrase }).click();
		const another = await takePassphrase(page);
		await said(page, t.done_way_added);
		await page.getByRole('button', { name: t.remove_recovery_code }).click();
		await said(page, t.done_way_removed);
		expect(await page.getByRole('button', { name: t.remove_passphrase }).count()).toBe(0);
		await page.getByRole('button', { name: t.lock }).click();
		await unlock(page, another);
		await page.locator('.fingerprint').waitFor({ timeout: 30_000 });
		expect(await listKept(page)).toEqual({ local: 0, session: 0, databases: 0, cookies: ['maillage'] });
	}, 240_000);

	test('opens with a passkey of the device, beside the passphrase', async () => {
		const team = await aTeamOfHolders({ of: 'verviers', holders: 1 });
		// A passkey belongs to a name, which 127.0.0.1 is none.
		const baseURL = inject('application').replace('127.0.0.1', 'localhost');
		await using visitor = await aHolder(team, { baseURL });
		const { page, holder } = visitor;
		await page.context().addCookies([{ name: 'maillage', value: holder.token, url: baseURL }]);
		await withAuthenticator(page, { encrypts: true });
		await page.goto(path);
		await unlock(page);
		await page.getByText(t.add_passkey).click({ timeout: 30_000 });
		await page.getByLabel(t.passkey_name).fill('Portable');
		await page.getByRole('button', { name: t.add_passkey_submit }).click();
		await said(page, t.done_way_added);
		await page.getByRole('button', { name: t.lock }).click();
		await page.getByRole('button', { name: t.unlock_with_passkey({ name: 'Portable' }) }).click();
		await page.locator('.fingerprint').waitFor({ timeout: 30_000 });
	});

	test('that is lost with every way to open it is made anew, and the team’s key goes with it', async () => {
		const team = await aTeamOfHolders({ of: 'verviers', holders: 1 });
		await using visitor = await aHolder(team);
		const { page } = visitor;
		await page.goto(path);
		await page.getByText(t.lost_all, { exact: true }).click();
		expect(await page.getByRole('button', { name: t.lost_all_submit }).isDisabled()).toBe(true);
		await page.getByLabel(t.lost_all_sure).check();
		await page.getByRole('button', { name: t.lost_all_submit }).click();
		await takePassphrase(page);
		await said(page, t.done_key_made);
	});

	test('says without JavaScript why it needs it', async () => {
		await using visitor = await aStaffVisitor({ of: 'verviers', role: 'professional' }, { javaScript: false });
		await visitor.page.goto(path);
		await visitor.page.getByText(t.needs_script).waitFor();
	});
});

/** What the browser would keep after the page is closed: the cookie of the session alone. */
function listKept(page: Page) {
	return page.evaluate(async () => ({
		local: localStorage.length,
		session: sessionStorage.length,
		databases: (await indexedDB.databases()).length,
		cookies: document.cookie.split('; ').map((cookie) => cookie.split('=')[0]),
	}));
}
