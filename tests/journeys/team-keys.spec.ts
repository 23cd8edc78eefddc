import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { texts } from '#messages';
import { aService } from '#rooms/directory/service.builder.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import { aKeyHolder, aPassphraseSlot, type TeamWithKeys } from '#rooms/keys/team-keys.builder.ts';
import { anIntake, aRequest } from '#rooms/requests/request.builder.ts';
import { expectAccessible } from './expect-accessible.ts';
import { aHolder, aTeamOfHolders, unlock } from './key-holders.ts';
import { aStaffVisitor, behindThePages } from './staff.ts';
import { aVisitor } from './visitor.ts';

const t = texts('fr').keys;
const pageOf = ({ organisationId, teamId }: Pick<TeamWithKeys, 'organisationId' | 'teamId'>) =>
	`/fr/work/${organisationId}/keys/${teamId}`;

/** A member of the team with an own key and no other, of the demonstration. */
async function aMember({ organisationId, teamId }: TeamWithKeys, name: string) {
	const owner = behindThePages();
	const as = { organisationId, teamId, role: 'professional', imaginary: true, name } as const;
	const member = await aKeyHolder(owner, await aColleague(owner, as));
	await aPassphraseSlot(owner, member);
	return member;
}

async function said(page: Page, text: string): Promise<void> {
	await page.getByRole('status').getByText(text).waitFor({ timeout: 60_000 });
}

/** Opens the page of the team's key with the known passphrase. */
async function openTeam(page: Page, team: TeamWithKeys): Promise<void> {
	await page.goto(pageOf(team));
	await unlock(page);
	await page.getByRole('heading', { name: t.holders_title }).waitFor({ timeout: 60_000 });
}

describe('the key of a team', () => {
	test('is made by its first holder, by keyboard alone', async () => {
		await using visitor = await aStaffVisitor({ of: 'namur', role: 'professional' });
		const { colleague, page } = visitor;
		const team = { organisationId: colleague.organisationId, teamId: colleague.teamId ?? '' };
		const holder = await aKeyHolder(behindThePages(), colleague);
		await aPassphraseSlot(behindThePages(), holder);
		await page.goto(pageOf(team));
		await page.getByLabel(t.passphrase, { exact: true }).focus();
		await page.keyboard.type('luva moki tade sabo nife ruza');
		await page.keyboard.press('Enter');
		const make = page.getByRole('button', { name: t.team_make_key });
		await make.waitFor({ timeout: 60_000 });
		for (let presses = 0; presses < 40; presses++) {
			await page.keyboard.press('Tab');
			if (await make.evaluate((button) => button === document.activeElement)) break;
		}
		await page.keyboard.press('Enter');
		await said(page, t.done_team_key_made);
		await page.getByText(t.one_holder_lead).waitFor();
		await expectAccessible(page);
	}, 120_000);

	test('is given to a colleague once both have compared the same fingerprint', async () => {
		const team = await aTeamOfHolders({ of: 'namur', holders: 1 });
		const newcomer = await aMember(team, 'Alix Essai');
		await using theirs = await aVisitor({ session: newcomer.token });
		await openTeam(theirs.page, team);
		await theirs.page.getByText(t.unlock_no_team).waitFor();
		const read = await theirs.page.locator('.fingerprint').first().textContent();
		await using visitor = await aHolder(team);
		const { page } = visitor;
		await openTeam(page, team);
		await page.getByRole('button', { name: t.give_to({ name: 'Alix Essai' }) }).click();
		expect(await page.locator('.fingerprint').first().textContent()).toBe(read);
		expect(await page.getByRole('button', { name: t.give_submit }).isDisabled()).toBe(true);
		await expectAccessible(page);
		await page.getByLabel(t.give_compared).check();
		await page.getByRole('button', { name: t.give_submit }).click();
		await said(page, t.done_given({ name: 'Alix Essai' }));
		await openTeam(theirs.page, team);
		await theirs.page.getByRole('heading', { name: t.renewal_title }).waitFor();
		await page.goto(`/fr/work/${team.organisationId}/keys`);
		await page.getByRole('heading', { level: 1, name: t.team_keys_title }).waitFor();
		await expectAccessible(page);
	}, 180_000);

	test('is entrusted to the organisation’s paper, which is tried out, and gives it back when nobody has it', async () => {
		const team = await aTeamOfHolders({ of: 'liege', holders: 2 });
		await using keeper = await aStaffVisitor({ of: 'liege', role: 'organisation_administrator' });
		const { page } = keeper;
		const address = `/fr/work/${team.organisationId}/keys/recovery`;
		await page.goto(address);
		await page.getByRole('button', { name: t.paper_make }).click();
		const groups = await page.locator('.secret-groups li').allTextContents();
		await page.getByRole('img', { name: t.paper_code }).waitFor();
		await expectAccessible(page);
		await page.getByRole('button', { name: t.paper_kept }).click();
		for (const index of [0, 1]) {
			const label = (await page.locator(`label[for="group-${index}"]`).textContent()) ?? '';
			await page.locator(`#group-${index}`).fill(groups[Number(/[0-9]+/.exec(label)?.[0]) - 1] ?? '');
		}
		await page.getByRole('button', { name: t.paper_confirm }).click();
		await said(page, t.done_paper_made);
		const printed = await page.locator('.fingerprint').textContent();

		await using holder = await aHolder(team);
		await openTeam(holder.page, team);
		const { page: theirs } = holder;
		expect(await theirs.locator('.fingerprint').first().textContent()).toBe(printed);
		await theirs.getByLabel(t.paper_compared).check();
		await theirs.getByRole('button', { name: t.paper_give }).click();
		await said(theirs, t.done_paper_given);

		await page.goto(address);
		await page.getByText(t.drill_never).waitFor();
		await page.getByLabel(t.paper_key).fill('AGE-SECRET-KEY-1QQQQ');
		await page.getByRole('button', { name: t.drill_submit }).click();
		await page.getByRole('alert').getByText(t.paper_unreadable).waitFor();
		await page.getByLabel(t.paper_key).fill(groups.join(' ').toLowerCase());
		await page.getByRole('button', { name: t.drill_submit }).click();
		await said(page, t.done_drill);
		await page.getByText(t.drill_opens, { exact: true }).waitFor();
		await expectAccessible(page);

		// Nobody of the team has it any more: the paper opens it for a member.
		await behindThePages().deleteFrom('team_key_wrap').where('team_id', '=', team.teamId).execute();
		await openTeam(theirs, team);
		await theirs.getByText(t.recover_title).click();
		await theirs.getByLabel(t.paper_key).fill(groups.join(' '));
		await theirs.getByRole('button', { name: t.recover_submit }).click();
		await said(theirs, t.done_recovered);
		await theirs.getByText(t.one_holder_lead).waitFor();
	}, 240_000);

	test('is renewed when a member leaves; killed in the middle, a colleague goes on where it stopped', async () => {
		const owner = behindThePages();
		const serviceId = await aService('Accueil confidentiel').published(owner);
		const { organisation_id: organisationId } = await owner
			.selectFrom('service')
			.select('organisation_id')
			.where('id', '=', serviceId)
			.executeTakeFirstOrThrow();
		const team = await aTeamOfHolders({ organisationId, holders: 3 });
		await anIntake(owner, team, serviceId);
		for (let number = 0; number < 230; number++) await aRequest(owner, { team, serviceId });
		const leaver = team.holders[2]?.signedIn.personId ?? '';
		await owner
			.updateTable('role_grant')
			.set({ withdrawn_at: sql`clock_timestamp()` })
			.where('person_id', '=', leaver)
			.execute();

		await using first = await aHolder(team, { which: 0, viewport: { width: 1280, height: 900 } });
		await openTeam(first.page, team);
		await first.page.getByText(t.renewal_due, { exact: true }).waitFor();
		for (const box of await first.page.getByRole('checkbox').all()) await box.check();
		await expectAccessible(first.page);
		// The page is closed once the first batch has its place and the second was written, and not yet taken over.
		let settled = 0;
		const closed = new Promise<void>((resolve) => {
			void first.page.route('**/wraps', async (route) => {
				const isSettling = route.request().postData()?.includes('"settle"') ?? false;
				if (isSettling && ++settled === 2) {
					await first.page.close();
					resolve();
					return;
				}
				await route.continue();
			});
		});
		await first.page.getByRole('button', { name: t.renewal_submit }).click();
		await closed;
		const count = () => listRequests(team.teamId);
		// What was on its way may still have arrived; nothing is lost, and something is left.
		const between = await count();
		expect(between.old + between.renewed).toBe(230);
		expect(between.old).toBeGreaterThan(0);

		await using second = await aHolder(team, { which: 1 });
		await openTeam(second.page, team);
		await second.page.getByText(t.renewal_unfinished).waitFor();
		await second.page.getByRole('button', { name: t.renewal_continue }).click();
		await said(second.page, t.done_renewed);
		expect(await count()).toEqual({ old: 0, renewed: 230, beside: 0 });
		const epochs = await owner.selectFrom('team_key').selectAll().where('team_id', '=', team.teamId).execute();
		expect(epochs.filter(({ previous_secret }) => previous_secret !== null)).toEqual([]);
		const wraps = await owner.selectFrom('team_key_wrap').select('epoch').where('team_id', '=', team.teamId).execute();
		expect(wraps).toEqual([{ epoch: 2 }, { epoch: 2 }]);
	}, 300_000);

	test('says without JavaScript why it needs it', async () => {
		const team = await aTeamOfHolders({ of: 'namur', holders: 1 });
		await using visitor = await aHolder(team, { javaScript: false });
		await visitor.page.goto(pageOf(team));
		await visitor.page.getByText(t.needs_script).waitFor();
	});
});

async function listRequests(teamId: string) {
	const rows = await behindThePages()
		.selectFrom('request')
		.select(['epoch', 'vault_epoch', 'next_vault_epoch', 'intake_wrap'])
		.where('team_id', '=', teamId)
		.execute();
	return {
		old: rows.filter((row) => row.vault_epoch === null && row.intake_wrap !== null).length,
		renewed: rows.filter((row) => row.vault_epoch === 2 && row.intake_wrap === null).length,
		beside: rows.filter((row) => row.next_vault_epoch === 2).length,
	};
}
