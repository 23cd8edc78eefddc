import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { getReferenceOrganisation } from '#house/testing/an-organisation.ts';
import { aRenewedKey } from '#rooms/keys/renewed-key.builder.ts';
import { KNOWN_PASSPHRASE, type TeamWithKeys } from '#rooms/keys/team-keys.builder.ts';
import { anIntake, aRequest, type BuiltRequest } from '#rooms/requests/request.builder.ts';
import { roomTexts } from '#messages/requests';
import { expectAccessible } from './expect-accessible.ts';
import { aHolder, aTeamOfHolders, unlock } from './key-holders.ts';
import { aStaffVisitor, behindThePages } from './staff.ts';
import { withAndWithoutJavaScript } from './visitor.ts';

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
async function anInbox(wishes: Parameters<typeof aHolder>[1] = {}): Promise<Awaited<ReturnType<typeof aHolder>>> {
	const member = await aHolder(team, { viewport: { width: 1280, height: 900 }, ...wishes });
	await member.page.goto(pathOf(team));
	await unlock(member.page);
	await member.page.getByText(t.inbox_unlocked).waitFor();
	return member;
}

/** Which of these texts stand in the memory of a page, after it was tidied up. */
async function listInMemory(page: Page, texts: readonly string[]): Promise<string[]> {
	const session = await page.context().newCDPSession(page);
	const chunks: string[] = [];
	session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
	await session.send('HeapProfiler.collectGarbage');
	await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
	await session.detach();
	const snapshot: { strings: string[] } = JSON.parse(chunks.join(''));
	return texts.filter((text) => snapshot.strings.some((each) => each.includes(text)));
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
			await page.getByRole('rowheader', { name: t.inbox_not_opened }).first().waitFor();
			expect(await page.locator('main').textContent()).not.toContain('Contenu que');
			expect(await page.locator('a[data-request]').count()).toBe(0);
			if (!javaScript) {
				await page.locator('#state').selectOption('closed');
				await page.getByRole('button', { name: t.inbox_filter_submit }).click();
				await page.getByText(t.inbox_none).waitFor();
			}
		}
	});

	test('opens a request, answers it, notes something, assigns and closes it', async () => {
		const request = await ask('Bonjour, je m’inquiète pour ma sœur Inès.', 'Mamour');
		await using member = await anInbox();
		const { page } = member;
		await openFromList(page, request);
		await page.getByText('Bonjour, je m’inquiète pour ma sœur Inès.').last().waitFor();
		expect(page.url()).toContain(`request=${request.scope.requestId}`);
		expect(page.url() + (await page.title())).not.toMatch(/Bonjour|Mamour/);
		expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Bonjour');
		expect((await readState(request)).state).toBe('received');

		await page.locator('#answer').fill('Merci de nous avoir écrit.');
		const attach = (name: string, bytes: number) =>
			page.locator('#answer-files').evaluate(
				(input: HTMLInputElement, [called, size]: [string, number]) => {
					const chosen = new DataTransfer();
					chosen.items.add(new File([new Uint8Array(size)], called));
					input.files = chosen.files;
					input.dispatchEvent(new Event('change', { bubbles: true }));
				},
				[name, bytes] satisfies [string, number],
			);
		await attach('film.pdf', 20 * 1024 * 1024);
		await page.getByText(t.ask_file_refused_size({ name: 'film.pdf' })).waitFor();
		await attach('outil.exe', 10);
		await page.getByText(t.ask_file_refused_type({ name: 'outil.exe' })).waitFor();
		await page
			.locator('#answer-files')
			.setInputFiles({ name: 'adresse.txt', mimeType: 'text/plain', buffer: Buffer.from('Rue de l’Essai 1') });
		await page.getByRole('button', { name: t.inbox_answer_submit }).click();
		await page.locator('.talk--answer', { hasText: 'Merci de nous avoir écrit.' }).waitFor();
		expect((await readState(request)).state).toBe('answered');
		const download = page.waitForEvent('download');
		await page.locator('.talk--answer').getByRole('button').click();
		expect((await download).suggestedFilename()).toBe('adresse.txt');

		await page.getByLabel(t.inbox_note_title).fill('À rappeler lundi.');
		await page.getByRole('button', { name: t.inbox_note_submit }).click();
		await page.locator('.talk--note', { hasText: 'À rappeler lundi.' }).waitFor();

		await page.getByLabel(t.inbox_column_assignee).selectOption({ index: 1 });
		await page.getByRole('button', { name: t.inbox_assign_submit, exact: true }).click();
		await page.getByText(t.inbox_assign_done).waitFor();
		expect((await readState(request)).assignee_id).not.toBeNull();

		await page.getByText(t.inbox_title_change).click();
		await page.getByLabel(t.inbox_title_label, { exact: true }).fill('Sœur, suite');
		await page.getByRole('button', { name: t.inbox_title_submit }).click();
		await page.getByRole('heading', { name: 'Sœur, suite' }).waitFor();

		await page.getByText(t.inbox_end_title, { exact: true }).click();
		await page.getByLabel(t.inbox_close_reason).selectOption('wish_of_person');
		await page.getByRole('button', { name: t.inbox_close_submit }).click();
		await page.getByText(t.inbox_is_closed).waitFor();
		expect(await readState(request)).toMatchObject({ state: 'closed', close_reason: 'wish_of_person' });
	});

	test('shows the person another door, which ends the request', async () => {
		await aServiceOf(team.organisationId, 'Planning d’essai');
		const request = await ask('À qui parler de contraception ?');
		await using member = await anInbox();
		const { page } = member;
		await openFromList(page, request);
		await page.locator('#answer').fill('Ce service-là vous aidera.');
		await page.getByLabel(t.inbox_orient).check();
		await page.getByRole('button', { name: t.inbox_orient_submit }).click();
		await page.getByText(t.inbox_door_missing).waitFor();
		await page.getByLabel(t.inbox_door_words).fill('planning essai verviers');
		await page.getByLabel(t.inbox_door_words).press('Enter');
		await page.getByLabel('Planning d’essai').check();
		await page.getByRole('button', { name: t.inbox_orient_submit }).click();
		await page.locator('.talk__door', { hasText: 'Planning d’essai' }).waitFor();
		expect((await readState(request)).state).toBe('oriented');
	});

	test('finds a request by a word of its title, in this page alone', async () => {
		const request = await ask('Des histoires de kayak, toujours.', 'Zébulon');
		await using member = await anInbox();
		const { page } = member;
		await openFromList(page, request);
		await page.keyboard.press('Escape');
		const asked: string[] = [];
		page.on('request', (each) => asked.push(each.url()));
		await page.keyboard.press('/');
		await page.keyboard.type('zebulon KAY');
		await page.getByText(t.inbox_count({ count: 1 }), { exact: true }).waitFor();
		await page.getByRole('link', { name: 'Des histoires de kayak, toujours.' }).waitFor();
		expect(asked.filter((url) => !url.endsWith('/presence'))).toEqual([]);
		expect(page.url()).not.toContain('kay');
		await page.reload();
		await unlock(page);
		await page.getByText(t.inbox_unlocked).waitFor();
		expect(await page.locator('#search').inputValue()).toBe('');
	});

	test('who writes while another does is told beforehand; whoever sends second loses nothing and overwrites nothing', async () => {
		const request = await ask('Deux à la fois ?');
		await using one = await anInbox({ which: 0 });
		// A refusal is an error to its browser's console.
		await using other = await anInbox({ which: 1, mayLeave: true });
		await openFromList(one.page, request);
		await openFromList(other.page, request);
		await one.page.locator('#answer').fill('La première.');
		await other.page.locator('#answer').fill('La seconde.');
		const name = other.holder.signedIn.name;
		await other.page.getByText(t.inbox_writing({ names: name, count: 1 })).waitFor({ timeout: 25_000 });
		await one.page.getByRole('button', { name: t.inbox_answer_submit }).click();
		await one.page.locator('.talk--answer', { hasText: 'La première.' }).waitFor();
		await other.page.getByRole('button', { name: t.inbox_answer_submit }).click();
		await other.page.locator('.talk--answer', { hasText: 'La première.' }).waitFor();
		expect(await other.page.locator('#answer').inputValue()).toBe('La seconde.');
		expect(await other.page.locator('.talk--answer').count()).toBe(1);
	});

	test('loses no draft to a lost connection, nor to locking', async () => {
		const request = await ask('La connexion va et vient.');
		await using member = await anInbox({ mayLeave: true });
		const { page } = member;
		await openFromList(page, request);
		await page.locator('#answer').fill('Un brouillon.');
		await page.context().setOffline(true);
		await page.getByRole('button', { name: t.inbox_answer_submit }).click();
		await page.getByText(t.inbox_trouble_away).waitFor();
		await page.context().setOffline(false);
		await page.getByRole('button', { name: t.inbox_lock }).click();
		await page.getByText(t.inbox_drafts_wait).waitFor();
		expect(await page.locator('main').textContent()).not.toContain('Un brouillon.');
		await unlock(page);
		await page.locator('#answer').waitFor();
		expect(await page.locator('#answer').inputValue()).toBe('Un brouillon.');
		// It arrives, and its answer is lost on the way back: it is there once.
		await page.route('**/answer/sealed', async (route) => {
			await route.fetch();
			await route.abort('connectionreset');
		});
		await page.getByRole('button', { name: t.inbox_answer_submit }).click();
		await page.getByText(t.inbox_trouble_away).waitFor();
		await page.unroute('**/answer/sealed');
		await page.getByRole('button', { name: t.inbox_answer_submit }).click();
		await page.locator('.talk--answer', { hasText: 'Un brouillon.' }).waitFor();
		await page.getByText(t.inbox_stale).waitFor();
		expect(await page.locator('.talk--answer').count()).toBe(1);
	});

	test('in two tabs takes up a key that was renewed in the meantime; locked in one is locked in both; left alone, nothing stays in memory', async () => {
		const own = await aTeamOfHolders({ organisationId: team.organisationId });
		const to = await aServiceOf(team.organisationId, 'Écoute à deux onglets');
		await anIntake(behindThePages(), own, to);
		const [first, second] = [
			await aRequest(behindThePages(), { team: own, serviceId: to, text: 'Avant la nouvelle clé.' }),
			await aRequest(behindThePages(), { team: own, serviceId: to, text: 'Écrite avant, ouverte après.' }),
		];
		// A clock of its own, to which a quarter of an hour is nothing.
		await using member = await aHolder(own, { viewport: { width: 1280, height: 900 }, alone: true });
		const { page: one, holder } = member;
		await one.clock.install();
		const other = await one.context().newPage();
		for (const page of [one, other]) {
			await page.goto(pathOf(own));
			await unlock(page);
			await page.getByText(t.inbox_unlocked).waitFor();
		}
		await openFromList(one, first);
		const renewed = await aRenewedKey(behindThePages(), own);
		await one.getByRole('button', { name: t.inbox_back_to_list }).click();
		await openFromList(one, second);
		expect(await readState(second)).toMatchObject({ state: 'received', vault_epoch: renewed.epoch });
		const secrets = [holder.identity, 'Écrite avant, ouverte après.'];
		expect(await listInMemory(one, secrets)).toEqual(secrets);

		await other.getByRole('button', { name: t.inbox_lock }).click();
		for (const page of [one, other]) await page.locator('#unlock-passphrase').waitFor();
		await unlock(one);
		await one.locator('.talk__text').first().waitFor();
		// Left alone.
		await one.clock.fastForward('16:00');
		await one.locator('#unlock-passphrase').waitFor();
		expect(await one.locator('main').textContent()).not.toContain('ouverte après');
		expect(await listInMemory(one, secrets)).toEqual([]);
		// Signed out in the other, where nothing is unlocked.
		await unlock(one);
		await one.locator('.talk__text').first().waitFor();
		await other.locator('form[action$="/sign-out"] button').last().click();
		await one.locator('#unlock-passphrase').waitFor();
	});

	test('whose team renews its key while they open a request has it received; who was not given the new key is told why not', async () => {
		const own = await aTeamOfHolders({ organisationId: team.organisationId });
		const to = await aServiceOf(team.organisationId, 'Écoute pendant un renouvellement');
		await anIntake(behindThePages(), own, to);
		const [first, second] = [
			await aRequest(behindThePages(), { team: own, serviceId: to, text: 'Ouverte pendant.' }),
			await aRequest(behindThePages(), { team: own, serviceId: to, text: 'Lue sans la nouvelle clé.' }),
		];
		// A refusal is an error to the browser's console.
		await using member = await aHolder(own, { viewport: { width: 1280, height: 900 }, mayLeave: true });
		const { page } = member;
		await page.goto(pathOf(own));
		await unlock(page);
		await page.getByText(t.inbox_unlocked).waitFor();
		let renewed = own;
		// Between the two steps of the first opening.
		await page.route(
			'**/receive',
			async (route) => {
				renewed = await aRenewedKey(behindThePages(), own);
				await route.continue();
			},
			{ times: 1 },
		);
		await openFromList(page, first);
		expect(await page.locator('.inbox__trouble').count()).toBe(0);
		expect(await readState(first)).toMatchObject({ state: 'received', vault_epoch: renewed.epoch });

		await aRenewedKey(behindThePages(), { ...renewed, holders: renewed.holders.slice(1) });
		await page.getByRole('button', { name: t.inbox_back_to_list }).click();
		await page.locator(`a[data-request="${second.scope.requestId}"]`).click();
		await page.locator('.talk__text', { hasText: 'Lue sans la nouvelle clé.' }).waitFor();
		await page.getByRole('alert').getByText(t.inbox_newer_key).waitFor();
		expect(await readState(second)).toMatchObject({ state: 'sent', intake_wrap: expect.any(Buffer) });
	});

	test('does all of it from the keyboard', async () => {
		const request = await ask('Au clavier, de bout en bout.');
		await using member = await aHolder(team, { viewport: { width: 1280, height: 900 } });
		const { page } = member;
		await page.goto(pathOf(team));
		await page.locator('#unlock-passphrase').waitFor();
		for (let step = 0; step < 80; step++) {
			await page.keyboard.press('Tab');
			if ((await page.evaluate(() => document.activeElement?.id)) === 'unlock-passphrase') break;
		}
		await page.keyboard.type(KNOWN_PASSPHRASE);
		await page.keyboard.press('Enter');
		await page.getByText(t.inbox_unlocked).waitFor();
		await page.locator('a[data-request]').first().waitFor();
		const first = await page.locator('a[data-request]').first().getAttribute('data-request');
		await page.locator('body').press('j');
		const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-request') ?? null);
		expect(await focused()).toBe(first);
		for (let step = 0; step < 60 && (await focused()) !== request.scope.requestId; step++) {
			await page.keyboard.press('ArrowDown');
		}
		expect(await focused()).toBe(request.scope.requestId);
		await page.keyboard.press('Enter');
		await page.locator('#answer').waitFor();
		for (let step = 0; step < 40 && (await page.evaluate(() => document.activeElement?.id)) !== 'answer'; step++) {
			await page.keyboard.press('Tab');
		}
		await page.keyboard.type('Bien reçu.');
		for (
			let step = 0;
			step < 10 && (await page.evaluate(() => document.activeElement?.textContent)) !== t.inbox_answer_submit;
			step++
		) {
			await page.keyboard.press('Tab');
		}
		await page.keyboard.press('Enter');
		await page.locator('.talk--answer', { hasText: 'Bien reçu.' }).waitFor();
		await page.locator('.inbox__title').focus();
		await page.keyboard.press('Escape');
		await page.locator('a[data-request]').first().waitFor();
		await expect.poll(focused).toBe(request.scope.requestId);
	});

	test('is told of one message that was altered, and reads the rest', async () => {
		const request = await ask('Ce qui reste se lit.');
		await using member = await anInbox();
		const { page } = member;
		await openFromList(page, request);
		await page.locator('#answer').fill('Sera altéré.');
		await page.getByRole('button', { name: t.inbox_answer_submit }).click();
		await page.locator('.talk--answer').waitFor();
		await sql`update request_object set sealed = set_byte(sealed, 70, get_byte(sealed, 70) # 1)
			where request_id = ${request.scope.requestId} and kind = 'answer'`.execute(behindThePages());
		await page.reload();
		await unlock(page);
		await page.getByText(t.inbox_entry_altered).waitFor();
		await page.locator('.talk--message', { hasText: 'Ce qui reste se lit.' }).waitFor();
	});
});

describe('the inbox', () => {
	test('is accessible, locked and unlocked, in list and conversation, down to 320 pixels', async () => {
		const request = await ask('Accessible ?', 'Maxime');
		await using member = await aHolder(team, { bypassCSP: true });
		const { page } = member;
		await page.goto(pathOf(team));
		await page.locator('.unlock').waitFor();
		await expectAccessible(page);
		await unlock(page);
		await page.getByText(t.inbox_unlocked).waitFor();
		await expectAccessible(page);
		await openFromList(page, request);
		await page.getByLabel(t.inbox_orient).check();
		for (const summary of await page.locator('main summary').all()) await summary.click();
		await expectAccessible(page);
	});

	test('is no page for another team of the same organisation', async () => {
		const others = await aTeamOfHolders({ of: 'verviers' });
		await using stranger = await aHolder(others);
		const asked = await stranger.page.request.get(pathOf(team));
		expect(asked.status()).toBe(404);
	});
});

describe.each(withAndWithoutJavaScript)('templates, $how,', ({ javaScript }) => {
	test('are kept for the team; what is missing is told, and what was typed stays', async () => {
		await using member = await aHolder(team, { javaScript, ...(javaScript && { bypassCSP: true }) });
		const { page } = member;
		const title = `Accueil ${crypto.randomUUID().slice(0, 6)}`;
		await page.goto(`${pathOf(team)}/templates`);
		await page.locator('#new-title').fill(title);
		await page.getByRole('button', { name: t.template_submit }).last().click();
		await page.getByRole('alert').getByRole('link', { name: t.template_issue_words }).waitFor();
		expect(await page.locator('#new-title').inputValue()).toBe(title);
		await page.locator('#new-words').fill('Bonjour,\nmerci de nous écrire.');
		await page.getByRole('button', { name: t.template_submit }).last().click();
		await page.getByRole('status').getByText(t.template_done_kept).waitFor();
		const own = page.locator('.template', { hasText: title });
		if (javaScript) await expectAccessible(page);
		await own.locator('summary').click();
		await own.getByRole('button', { name: t.template_drop({ title }) }).click();
		await page.getByRole('status').getByText(t.template_done_dropped).waitFor();
		expect(await own.count()).toBe(0);
	});

	test('settings open a service once two hold the key and the retention is set', async () => {
		// Two in which nobody has said yet how long requests are kept.
		const place = javaScript ? 'anderlecht' : 'charleroi';
		const organisationId = await getReferenceOrganisation(behindThePages(), place);
		const own = await aServiceOf(organisationId, 'Service à ouvrir');
		const alone = await aTeamOfHolders({ of: place, holders: 1 });
		const pair = await aTeamOfHolders({ of: place });
		await using admin = await aStaffVisitor(
			{ of: place, role: 'organisation_administrator' },
			{ javaScript, ...(javaScript && { bypassCSP: true }) },
		);
		const { page } = admin;
		await page.goto(`/fr/work/${organisationId}/requests/settings`);
		const section = page.locator(`#service-${own}`);
		await page.locator(`[id="${own}-teamId"]`).selectOption(alone.teamId);
		await page.locator(`[id="${own}-promisedDays"]`).fill('0');
		await section.getByRole('button', { name: t.intake_submit }).click();
		await page.getByRole('alert').getByRole('link', { name: t.intake_issue_promised_days }).waitFor();
		await page.locator(`[id="${own}-promisedDays"]`).fill('3');
		await section.getByRole('button', { name: t.intake_submit }).click();
		await page.getByRole('status').getByText(t.intake_done_kept).waitFor();
		await section.getByText(t.intake_one_holder).waitFor();
		const openIt = section.getByRole('button', { name: t.intake_open_submit({ name: 'Service à ouvrir' }) });
		await openIt.click();
		await page.getByRole('alert').getByText(t.intake_refused_two_holders).waitFor();
		await section.locator('summary').click();
		await page.locator(`[id="${own}-teamId"]`).selectOption(pair.teamId);
		await section.getByRole('button', { name: t.intake_submit }).click();
		await page.getByRole('status').getByText(t.intake_done_kept).waitFor();
		await openIt.click();
		await page.getByRole('alert').getByText(t.intake_refused_retention_rule).waitFor();
		expect(await page.locator('#monthsAfterClosing').inputValue()).toBe('');
		await page.locator('#monthsAfterClosing').fill('6');
		await page.locator('#monthsUnused').fill('12');
		await page.getByRole('button', { name: t.retention_submit }).click();
		await page.getByRole('alert').getByRole('link', { name: t.retention_issue_legal_fr }).waitFor();
		await page.locator('#legal_fr').fill('Notre base légale d’essai.');
		await page.getByRole('button', { name: t.retention_submit }).click();
		await page.getByRole('status').getByText(t.retention_done).waitFor();
		await openIt.click();
		await page.getByRole('status').getByText(t.intake_done_opened).waitFor();
		if (javaScript) await expectAccessible(page);
		await section.getByRole('button', { name: t.intake_close_submit({ name: 'Service à ouvrir' }) }).click();
		await page.getByRole('status').getByText(t.intake_done_closed).waitFor();
		await page.goto(`/fr/work/${organisationId}/requests/settings/erasures`);
		await page.getByText(t.retention_erasures_none).waitFor();
		if (javaScript) await expectAccessible(page);
	});
});
