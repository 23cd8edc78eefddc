import { beforeAll, describe, expect, test } from 'vitest';
import { getReferenceOrganisation } from '#house/testing/an-organisation.ts';
import type { TeamWithKeys } from '#rooms/keys/team-keys.builder.ts';
import { anIntake, aRequest, type BuiltRequest } from '#rooms/requests/request.builder.ts';
import { roomTexts } from '#messages/requests';
import { expectAccessible } from './expect-accessible.ts';
import { aHolder, aTeamOfHolders, unlock } from './key-holders.ts';
import { aStaffVisitor, behindThePages } from './staff.ts';
import type { Visitor } from './visitor.ts';
import type { Page } from 'playwright-core';

const t = roomTexts('fr');
let team: TeamWithKeys;
let serviceId: string;

beforeAll(async () => {
	team = await aTeamOfHolders({ of: 'verviers' });
	serviceId = await aServiceOf(team.organisationId, 'Écoute d’essai');
	await anIntake(behindThePages(), team, serviceId);
});

function aServiceOf(organisationId: string, name: string): Promise<string> {
	return behindThePages()
		.transaction()
		.execute(async (tx) => {
			const { id } = await tx
				.insertInto('service')
				.values({ organisation_id: organisationId, origin_key: crypto.randomUUID(), imaginary: true })
				.returning('id')
				.executeTakeFirstOrThrow();
			const key = { organisation_id: organisationId, service_id: id, published: false };
			await tx
				.insertInto('service_text')
				.values({ ...key, language: 'fr', name })
				.execute();
			await tx.updateTable('service').set({ state: 'published' }).where('id', '=', id).execute();
			return id;
		});
}

function ask(text: string, name = ''): Promise<BuiltRequest> {
	return aRequest(behindThePages(), { team, serviceId, text, name });
}

const pathOf = (of: TeamWithKeys) => `/fr/work/${of.organisationId}/requests/${of.teamId}`;

/** A member of the team whose inbox is unlocked. */
async function anInbox(wishes: Parameters<typeof aHolder>[1] = {}): Promise<Visitor & { page: Page }> {
	const member = await aHolder(team, { viewport: { width: 1280, height: 900 }, ...wishes });
	await member.page.goto(pathOf(team));
	await unlock(member.page);
	await member.page.getByText(t.inbox_unlocked).waitFor();
	return member;
}

function readState({ scope }: BuiltRequest) {
	return behindThePages().selectFrom('request').selectAll().where('id', '=', scope.requestId).executeTakeFirstOrThrow();
}

async function openFromList(page: Page, { scope }: BuiltRequest): Promise<void> {
	await page.locator(`a[data-request="${scope.requestId}"]`).click();
	await page.locator('#answer').waitFor();
}

describe('a member of the team', () => {
	test('sees the list without its content before unlocking, with and without JavaScript', async () => {
		await ask('Contenu que la liste ne montre pas.');
		for (const javaScript of [true, false]) {
			await using member = await aHolder(team, { javaScript });
			const { page } = member;
			await page.goto(pathOf(team));
			await page.getByText(t.inbox_not_opened).first().waitFor();
			expect(await page.locator('main').textContent()).not.toContain('Contenu que');
			expect(await page.locator('a[data-request]').count()).toBe(0);
			if (!javaScript) {
				await page.locator('#state').selectOption('closed');
				await page.getByRole('button', { name: t.inbox_filter_submit }).click();
				await page.getByText(t.inbox_none).waitFor();
			}
		}
	});

	test('opens a request, answers it, notes something and closes it', async () => {
		const request = await ask('Bonjour, je m’inquiète pour ma sœur Inès.', 'Mamour');
		await using member = await anInbox();
		const { page } = member;
		await openFromList(page, request);
		await page.getByText('Bonjour, je m’inquiète pour ma sœur Inès.').last().waitFor();
		expect(page.url()).toContain(`request=${request.scope.requestId}`);
		expect(await page.title()).not.toContain('Bonjour');
		expect((await readState(request)).state).toBe('received');

		await page.locator('#answer').fill('Merci de nous avoir écrit.');
		await page.getByRole('button', { name: t.inbox_answer_submit }).click();
		await page.getByText('Merci de nous avoir écrit.').waitFor();
		expect((await readState(request)).state).toBe('answered');

		await page.getByLabel(t.inbox_note_title).fill('À rappeler lundi.');
		await page.getByRole('button', { name: t.inbox_note_submit }).click();
		await page.locator('.talk--note', { hasText: 'À rappeler lundi.' }).waitFor();

		await page.getByLabel(t.inbox_column_assignee).selectOption({ index: 1 });
		await page.getByRole('button', { name: t.inbox_assign_submit }).click();
		await page.getByText(t.inbox_assign_done).waitFor();
		expect((await readState(request)).assignee_id).not.toBeNull();

		await page.getByText(t.inbox_end_title).click();
		await page.getByLabel(t.inbox_close_reason).selectOption('wish_of_person');
		await page.getByRole('button', { name: t.inbox_close_submit }).click();
		await page.getByText(t.inbox_is_closed).waitFor();
		expect(await readState(request)).toMatchObject({ state: 'closed', close_reason: 'wish_of_person' });
	});
});
