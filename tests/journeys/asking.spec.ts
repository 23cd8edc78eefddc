import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Download, Page, Route } from 'playwright-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { toBase64 } from '#house/crypto/bytes.ts';
import { open, seal } from '#house/crypto/envelope.ts';
import { makeLocator, makeReceipt, writeReceipt } from '#house/crypto/receipt.ts';
import { sign } from '#house/crypto/signature.ts';
import { actAs } from '#house/database/act-as.ts';
import { readClock } from '#house/language/dates.ts';
import type { Language } from '#house/language/language.ts';
import { addWorkingDays } from '#house/language/working-days.ts';
import { aRenewedKey } from '#rooms/keys/renewed-key.builder.ts';
import { findOuterLayer } from '#rooms/keys/find-outer-layer.server.ts';
import { anAskedTeam, type AskedTeam } from '#rooms/requests/asker.builder.ts';
import { FirstMessage, readPayload, toSign, writePayload } from '#rooms/requests/payloads.ts';
import { placeOf } from '#rooms/requests/places.ts';
import { openFromIntake, wrapForVault } from '#rooms/requests/request-keys.ts';
import { aRequest } from '#rooms/requests/request.builder.ts';
import { texts } from '#messages';
import { expectAccessible } from './expect-accessible.ts';
import { behindThePages } from './staff.ts';
import { aVisitor, type Visitor } from './visitor.ts';

const fr = texts('fr').requests;
let asked: AskedTeam;

beforeAll(async () => {
	asked = await anAskedTeam(behindThePages(), 'Le Pont');
});

/** Every address that was asked for, and what was sent to it. */
function watchRequests(page: Page) {
	const sent: { url: string; body: string }[] = [];
	page.on('request', (request) => {
		if (request.method() === 'POST')
			sent.push({ url: request.url(), body: request.postDataBuffer()?.toString('latin1') ?? '' });
	});
	return sent;
}

async function openForm(
	{ page }: Visitor,
	{ language = 'fr', to = asked }: { language?: Language; to?: AskedTeam } = {},
): Promise<void> {
	await page.goto(`/${language}/services/${to.serviceId}`);
	await page
		.getByRole('main')
		.getByRole('link', { name: texts(language).requests.ask_link })
		.click();
	await page.getByRole('heading', { level: 1, name: texts(language).requests.ask_title }).waitFor();
}

/** Goes on to the receipt, and reads it. */
async function goToReceipt({ page }: Visitor, language: Language = 'fr'): Promise<string> {
	const t = texts(language).requests;
	await page.getByRole('button', { name: t.ask_continue }).click();
	await page.getByRole('heading', { level: 1, name: t.ask_receipt_title }).waitFor({ timeout: 90_000 });
	return readReceiptShown(page);
}

async function retypeAndSend({ page }: Visitor, receipt: string, language: Language = 'fr'): Promise<void> {
	await retype(page, receipt.toLowerCase());
	await page
		.getByRole('heading', { level: 1, name: texts(language).requests.ask_done_title })
		.waitFor({ timeout: 90_000 });
}

/** Types two groups of the receipt again, and sends. */
async function retype(page: Page, receipt: string): Promise<void> {
	const groups = receipt.split(' ');
	await page.locator('#group3').fill(groups[2] ?? '');
	await page.locator('#group6').fill(groups[5] ?? '');
	await page.locator('form:visible button.govuk-button').click();
}

/** Without JavaScript: copies the word, takes the time it takes, and reads the receipt. */
async function passGate(page: Page): Promise<string> {
	const word = (await page.locator('label[for="word"]').textContent()) ?? '';
	await page.locator('#word').fill(/:\s(.+)$/.exec(word)?.[1] ?? '');
	await vi.waitFor(
		async () => {
			await page.getByRole('button', { name: fr.ask_continue }).click();
			await page.getByRole('heading', { level: 1, name: fr.ask_receipt_title }).waitFor({ timeout: 4000 });
		},
		{ timeout: 90_000 },
	);
	return readReceiptShown(page);
}

async function readReceiptShown(page: Page): Promise<string> {
	return (await page.locator('.receipt li').allTextContents()).map((group) => group.trim()).join(' ');
}

async function comeBack({ page }: Visitor, receipt: string, language: Language = 'fr'): Promise<void> {
	const t = texts(language).requests;
	await page.goto(`/${language}/conversation`);
	await page.locator('#receipt').fill(receipt);
	await page.getByRole('button', { name: t.back_open }).click();
	await page.getByRole('heading', { level: 1, name: t.back_conversation }).waitFor({ timeout: 90_000 });
}

/** What the team finds in its last request, and answers: as the inbox seals it. */
async function readAsTeam({ team }: AskedTeam) {
	const { organisationId, teamId } = team;
	const owner = behindThePages();
	const row = await owner
		.selectFrom('request')
		.selectAll()
		.where('team_id', '=', teamId)
		.orderBy('sent_at', 'desc')
		.limit(1)
		.executeTakeFirstOrThrow();
	const scope = { organisationId, teamId, requestId: row.id };
	const key = await actAs(owner, { organisationId }, async (tx) => {
		const layer = await findOuterLayer(tx, { organisationId, month: row.retention_month });
		const wrap = layer.take(`${row.id}:intake`, row.intake_wrap ?? new Uint8Array());
		return openFromIntake(wrap, scope, { epoch: team.epoch, key: team.keys.intakeIdentity });
	});
	const [message] = await owner
		.selectFrom('request_object')
		.selectAll()
		.where('request_id', '=', row.id)
		.where('kind', '=', 'message')
		.orderBy('number')
		.execute();
	const place = placeOf(scope, 'message', { id: message?.id ?? '', version: 1 });
	const first = readPayload(FirstMessage, open(key, place, message?.sealed ?? new Uint8Array()));
	return { row, scope, key, first };
}

async function answerAsTeam(to: AskedTeam, text: string) {
	const { row, scope, key, first } = await readAsTeam(to);
	const [holder] = to.team.holders;
	if (holder === undefined) throw new Error('nobody holds the key');
	const { organisationId, requestId } = scope;
	const id = randomUUID();
	const place = placeOf(scope, 'answer', { id, version: 1 });
	const words = { v: 1 as const, text, by: 'une professionnelle', files: [] };
	const signature = toBase64(sign(holder.signingSeed, place, toSign(words)));
	const sealed = seal(key, place, writePayload({ ...words, signature }));
	const owner = behindThePages();
	const { signing_key } = await owner
		.selectFrom('staff_key')
		.select('signing_key')
		.where('id', '=', holder.keyId)
		.executeTakeFirstOrThrow();
	const person_id = holder.signedIn.personId;
	await actAs(owner, { organisationId }, async (tx) => {
		const layer = await findOuterLayer(tx, { organisationId, month: row.retention_month });
		const vault = wrapForVault({ request: key, notes: key }, scope, {
			epoch: to.team.epoch,
			key: to.team.keys.vaultKey,
		});
		const vault_wrap = layer.put(`${requestId}:vault`, vault);
		await tx
			.updateTable('request')
			.set({
				state: 'answered',
				received_at: new Date(),
				answered_at: new Date(),
				vault_wrap,
				vault_epoch: to.team.epoch,
			})
			.set({ version: row.version + 1, waits_for_team: false })
			.where('id', '=', requestId)
			.execute();
		const at = { organisation_id: organisationId, request_id: requestId };
		await tx
			.insertInto('request_opening')
			.values({ ...at, person_id, role: 'professional' })
			.execute();
		await tx
			.insertInto('request_object')
			.values({
				...at,
				id,
				kind: 'answer',
				by_team: true,
				author_id: person_id,
				signing_key,
				sealed: Buffer.from(sealed),
			})
			.execute();
	});
	return { first, id, requestId };
}

function countRequests({ serviceId } = asked) {
	return behindThePages()
		.selectFrom('request')
		.select('id')
		.where('service_id', '=', serviceId)
		.execute()
		.then(({ length }) => length);
}

describe('someone who writes in confidence', () => {
	test('stays anonymous, in Dutch, is answered, comes back on another device, writes on, and takes everything back', async () => {
		const nl = texts('nl').requests;
		let receipt = '';
		const words = 'Ik maak me zorgen om mijn broer en weet niet wat te doen.';
		{
			await using visitor = await aVisitor({ locale: 'nl-BE', bypassCSP: true });
			const { page } = visitor;
			const sent = watchRequests(page);
			await openForm(visitor, { language: 'nl' });
			await page.getByLabel(nl.ask_text, { exact: true }).fill(words);
			await page.getByLabel(nl.ask_writer_relative).check();
			await expectAccessible(page);
			receipt = await goToReceipt(visitor, 'nl');
			expect(receipt).toMatch(/^([0-9A-Z]{4} ?){7}$/);
			await expectAccessible(page);
			// Not before part of it was typed again.
			await page.locator('form:visible button.govuk-button').click();
			await page
				.getByRole('alert')
				.getByText(nl.ask_retype_wrong({ group: 3 }))
				.waitFor();
			await retypeAndSend(visitor, receipt, 'nl');
			await expectAccessible(page);
			for (const { url, body } of sent) {
				expect(body).not.toContain('broer');
				expect(url + body).not.toContain(receipt.replaceAll(' ', '').slice(6, 26));
			}
			expect(page.url()).not.toContain(receipt.slice(0, 4));
			expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
		}
		const { first } = await answerAsTeam(asked, 'Dag. We luisteren. Kom gerust langs.');
		expect(first).toMatchObject({ text: words, writer: 'relative', name: '' });
		// That a receipt opens nothing any more is a complaint of the browser's console, and meant to be.
		await using later = await aVisitor({ locale: 'nl-BE', bypassCSP: true, mayLeave: true });
		const { page } = later;
		await comeBack(later, receipt.toLowerCase().replaceAll(' ', '-'), 'nl');
		await page.getByText('We luisteren.').waitFor();
		await page.getByText(words).waitFor();
		await page.getByText(nl.back_state_answered).waitFor();
		await expectAccessible(page);
		await page.getByLabel(nl.back_write, { exact: true }).fill('Dank u. Ik kom dinsdag.');
		await page.getByRole('button', { name: nl.back_send, exact: true }).click();
		await page.getByText(nl.back_written).waitFor();
		await page.locator('.conversation').getByText('Ik kom dinsdag.').waitFor();
		await page.getByText(nl.back_withdraw_heading, { exact: true }).click();
		await page.getByRole('button', { name: nl.back_withdraw_confirm }).click();
		await page.getByRole('button', { name: nl.back_withdraw_sure }).click();
		await page.getByRole('heading', { level: 1, name: nl.back_withdrawn_title }).waitFor();
		expect(await countRequests()).toBe(0);
		await page.goto('/nl/conversation');
		await page.locator('#receipt').fill(receipt);
		await page.getByRole('button', { name: nl.back_open }).click();
		await page.getByRole('alert').getByText(nl.back_unknown).waitFor({ timeout: 90_000 });
	});

	test('may be a professional who gives a name, a number, a picture and an address for a notice', async () => {
		const to = await anAskedTeam(behindThePages(), 'Pour les professionnels');
		await using visitor = await aVisitor();
		const { page } = visitor;
		await openForm(visitor, { to });
		await page.getByLabel(fr.ask_text, { exact: true }).fill('Un élève nous inquiète.');
		await page.getByLabel(fr.ask_writer_professional).check();
		await page.getByLabel(fr.ask_reach_phone).check();
		await page.getByLabel(fr.ask_where).fill('081 00 00 00');
		await page.getByLabel(fr.ask_no_message).check();
		await page.getByLabel(fr.ask_notice).fill('ecole@essai.example');
		await page.getByText(fr.ask_more).click();
		await page.getByLabel(fr.ask_name).fill('Mme Martin');
		const picture = await aPictureWithPlace(page);
		await page.locator('#files').setInputFiles([
			{ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: picture },
			{ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Notes du 3 mars') },
		]);
		await page.getByText(fr.ask_file_bare).waitFor();
		const receipt = await goToReceipt(visitor);
		await retypeAndSend(visitor, receipt);
		const { first, key, scope } = await readAsTeam(to);
		expect(first).toMatchObject({
			name: 'Mme Martin',
			reach: { by: 'phone', where: '081 00 00 00', leaveNoMessage: true },
			files: [{ name: 'photo.jpg', type: 'image/jpeg' }, { name: 'notes.txt' }],
		});
		const [photo] = first.files;
		const stored = await behindThePages()
			.selectFrom('request_object')
			.select('sealed')
			.where('id', '=', photo?.id ?? '')
			.executeTakeFirstOrThrow();
		const plain = Buffer.from(open(key, placeOf(scope, 'file', { id: photo?.id ?? '', version: 1 }), stored.sealed));
		expect(picture.toString('latin1')).toContain('50.46N');
		expect(plain.toString('latin1')).not.toContain('50.46N');
		expect(plain.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
		await comeBack(visitor, receipt);
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('button', { name: /notes\.txt/ }).click(),
		]);
		expect(await readDownload(download)).toBe('Notes du 3 mars');
		await page.getByText(fr.back_notice_heading, { exact: true }).click();
		await page.getByRole('button', { name: fr.back_notice_stop }).click();
		await page.getByText(fr.back_notice_done).waitFor();
	});

	test('without JavaScript is told that the server reads, keeps the receipt, and comes back the same way', async () => {
		let to = await anAskedTeam(behindThePages(), 'Sans script');
		await using visitor = await aVisitor({ javaScript: false });
		const { page } = visitor;
		await openForm(visitor, { to });
		await page.getByText(fr.ask_plain_body).waitFor();
		await page.getByLabel(fr.ask_text, { exact: true }).fill('Je n’ai pas JavaScript.');
		await page.getByText(fr.ask_more).click();
		await page.getByLabel(fr.ask_name).fill('X'.repeat(301));
		await page.getByRole('button', { name: fr.ask_continue }).click();
		await page.getByRole('alert').getByText(fr.ask_problem_short).waitFor();
		await page.getByLabel(fr.ask_name).fill('Sam');
		const first = await passGate(page);
		expect(await countRequests(to)).toBe(0);
		// The team renews its key while the receipt is written down: the text comes back, with why, and another receipt.
		to = { ...to, team: await aRenewedKey(behindThePages(), to.team) };
		await retype(page, first);
		await page.getByRole('alert').getByText(fr.ask_plain_renewed).waitFor();
		expect(await page.getByLabel(fr.ask_text, { exact: true }).inputValue()).toBe('Je n’ai pas JavaScript.');
		expect(await page.locator('[name="name"]').inputValue()).toBe('Sam');
		expect(await countRequests(to)).toBe(0);
		const receipt = await passGate(page);
		expect(receipt).not.toBe(first);
		await page.locator('#group3').fill('0000');
		await page.locator('form button').click();
		await page
			.getByRole('alert')
			.getByText(fr.ask_retype_wrong({ group: 6 }))
			.waitFor();
		await retypeAndSend(visitor, receipt);
		const { first: written, row } = await readAsTeam(to);
		expect(written).toMatchObject({ text: 'Je n’ai pas JavaScript.', name: 'Sam' });
		expect(row.without_script).toBe(true);
		await answerAsTeam(to, 'Bien reçu, nous vous lisons.');
		await comeBack(visitor, receipt);
		await page.getByText('Bien reçu').waitFor();
		expect(await page.content()).not.toContain(receipt.split(' ')[3] ?? '');
		await page.locator('#more').fill('Merci à vous.');
		// Closed again after so long a time: the receipt is asked once more, and what was being written is still there.
		await page.locator('form[action="?/write"] [name="handle"]').evaluate((field: HTMLInputElement) => {
			field.value = 'x';
		});
		await page.getByRole('button', { name: fr.back_send, exact: true }).click();
		await page.getByText(fr.back_draft_kept).waitFor();
		// Nor is it lost by a receipt that opens nothing.
		await page.locator('#receipt').fill(aReceiptOfNobody());
		await page.getByRole('button', { name: fr.back_open }).click();
		await page.getByRole('alert').getByText(fr.back_unknown).waitFor({ timeout: 90_000 });
		await page.getByText(fr.back_draft_kept).waitFor();
		await page.locator('#receipt').fill(receipt);
		await page.getByRole('button', { name: fr.back_open }).click();
		await page.locator('#more').waitFor({ timeout: 90_000 });
		expect(await page.locator('#more').inputValue()).toBe('Merci à vous.');
		// Pressed several times, it is there once, and each answer says so.
		for (const answer of await sendAtOnce(page, 3)) expect(answer).toContain(fr.back_written);
		await page.getByRole('button', { name: fr.back_send, exact: true }).click();
		await page.getByText(fr.back_written).waitFor();
		expect(await page.locator('.conversation').getByText('Merci à vous.').count()).toBe(1);
		await page.locator('.conversation').getByText('Merci à vous.').waitFor();
		// Taken back in another tab: what is being written in this one can still be copied.
		const other = await page.context().newPage();
		await comeBack({ ...visitor, page: other }, receipt);
		await other.getByText(fr.back_withdraw_heading, { exact: true }).click();
		await other.getByRole('button', { name: fr.back_withdraw_confirm }).click();
		await other.getByRole('button', { name: fr.back_withdraw_sure }).click();
		await other.getByRole('heading', { level: 1, name: fr.back_withdrawn_title }).waitFor();
		expect(await countRequests(to)).toBe(0);
		await page.locator('#more').fill('Encore un mot.');
		await page.getByRole('button', { name: fr.back_send, exact: true }).click();
		await page.getByRole('alert').getByText(fr.back_unknown).waitFor();
		await page.getByText(fr.ask_text_kept).waitFor();
		expect(await page.locator('#typed').inputValue()).toBe('Encore un mot.');
	});

	test('without JavaScript is offered the telephone where the team wants no such message; what was written meanwhile can be copied', async () => {
		const to = await anAskedTeam(behindThePages(), 'Avec script seulement');
		await using visitor = await aVisitor({ javaScript: false });
		const { page } = visitor;
		await openForm(visitor, { to });
		await page.getByLabel(fr.ask_text, { exact: true }).fill('Écrit avant ce choix.');
		await behindThePages()
			.updateTable('request_intake')
			.set({ without_script: false })
			.where('service_id', '=', to.serviceId)
			.execute();
		await page.getByRole('button', { name: fr.ask_continue }).click();
		await page.getByRole('alert').getByText('Rien n’est parti, et votre texte est toujours là.').waitFor();
		expect(await page.getByLabel(fr.ask_text, { exact: true }).inputValue()).toBe('Écrit avant ce choix.');
		await openForm(visitor, { to });
		expect(await page.getByRole('main').locator('a[href^="tel:"]').count()).toBeGreaterThan(0);
		expect(await page.locator('textarea').count()).toBe(0);
	});
});

/** The form of a conversation without a script, as it stands, so many times at once. */
async function sendAtOnce(page: Page, times: number): Promise<string[]> {
	const form: Record<string, string> = {};
	for (const name of ['handle', 'seen', 'id', 'more']) {
		form[name] = await page.locator(`form[action="?/write"] [name="${name}"]`).inputValue();
	}
	const headers = { origin: new URL(page.url()).origin, accept: 'text/html' };
	const post = () => page.request.post('/fr/conversation?/write', { form, headers });
	return Promise.all(Array.from({ length: times }, async () => (await post()).text()));
}

async function readDownload(download: Download): Promise<string> {
	const path = join(tmpdir(), `maillage-${randomUUID()}`);
	await download.saveAs(path);
	const content = await readFile(path, 'utf8');
	await rm(path);
	return content;
}

/** A picture with a place written into it, as a telephone does. */
async function aPictureWithPlace(page: Page): Promise<Buffer> {
	const plain = await page.evaluate(() => {
		const canvas = document.createElement('canvas');
		canvas.width = canvas.height = 40;
		return canvas.toDataURL('image/jpeg').split(',')[1] ?? '';
	});
	const jpeg = Buffer.from(plain, 'base64');
	const comment = Buffer.from('Exif\0\0 50.46N 4.86E');
	const head = Buffer.from([0xff, 0xe1, 0, comment.length + 2]);
	return Buffer.concat([jpeg.subarray(0, 2), head, comment, jpeg.subarray(2)]);
}

test('who begins to write before the script has come loses nothing, not even their place in the text', async () => {
	await using visitor = await aVisitor({ mayLeave: true });
	const { page } = visitor;
	const letCome = await holdScript(page, 'write');
	await page.goto(`/fr/services/${asked.serviceId}/write`, { waitUntil: 'commit' });
	await page.getByText(fr.ask_plain_title).waitFor();
	await page.getByRole('radio', { name: fr.ask_writer_professional }).check();
	await page.getByText(fr.ask_more).click();
	await page.getByLabel(fr.ask_name, { exact: true }).fill('Une enseignante');
	const text = page.getByLabel(fr.ask_text, { exact: true });
	await text.fill('Je commence ici.');
	await text.press('Home');
	letCome();
	await page.getByText(fr.ask_sealed_here).waitFor();
	await page.keyboard.type('Voilà : ');
	expect(await text.inputValue()).toBe('Voilà : Je commence ici.');
	expect(await page.getByRole('radio', { name: fr.ask_writer_professional }).isChecked()).toBe(true);
	expect(await page.getByLabel(fr.ask_name, { exact: true }).inputValue()).toBe('Une enseignante');
	expect(await goToReceipt(visitor)).toMatch(/\w/);
});

describe('who sends a form before the script has come', () => {
	test('is told why it came back once the script is there, and goes on with the same words', async () => {
		const to = await anAskedTeam(behindThePages(), 'Ligne lente');
		await using visitor = await aVisitor({ mayLeave: true });
		const { page } = visitor;
		const letCome = await holdScript(page, 'write');
		await page.goto(`/fr/services/${to.serviceId}/write`, { waitUntil: 'commit' });
		await page.getByLabel(fr.ask_text, { exact: true }).fill('Sur une ligne lente.');
		await page.getByText(fr.ask_more).click();
		await page.getByLabel(fr.ask_name, { exact: true }).fill('Lou');
		const receipt = await passGate(page);
		await aRenewedKey(behindThePages(), to.team);
		await retype(page, receipt);
		await page.getByRole('alert').getByText(fr.ask_plain_renewed).waitFor();
		letCome();
		await page.getByText(fr.ask_sealed_here).waitFor();
		await page.getByRole('alert').getByText(fr.ask_plain_renewed).waitFor();
		expect(await page.getByLabel(fr.ask_text, { exact: true }).inputValue()).toBe('Sur une ligne lente.');
		expect(await page.getByLabel(fr.ask_name, { exact: true }).inputValue()).toBe('Lou');
		expect(await goToReceipt(visitor)).not.toBe(receipt);
	});

	test('finds in their conversation what they were writing', async () => {
		const to = await anAskedTeam(behindThePages(), 'Ligne lente aussi');
		const { receipt } = await aRequest(behindThePages(), { ...to, text: 'Bonjour.', withReceipt: true });
		await using visitor = await aVisitor({ mayLeave: true });
		const { page } = visitor;
		const letCome = await holdScript(page, 'conversation');
		await page.goto('/fr/conversation', { waitUntil: 'commit' });
		await page.locator('#receipt').fill(writeReceipt(receipt));
		await page.getByRole('button', { name: fr.back_open }).click();
		await page.locator('#more').fill('Écrit avant le script.', { timeout: 90_000 });
		// Its quarter of an hour is over.
		await page.locator('form[action="?/write"] [name="handle"]').evaluate((field: HTMLInputElement) => {
			field.value = 'x';
		});
		await page.getByRole('button', { name: fr.back_send, exact: true }).click();
		await page.getByText(fr.back_plain).waitFor();
		await page.getByText(fr.back_draft_kept).waitFor();
		letCome();
		await page.getByText(fr.back_plain).waitFor({ state: 'detached' });
		await page.getByRole('alert').getByText(fr.back_locked).waitFor();
		await page.getByText(fr.back_draft_kept).waitFor();
		// It waits unseen, as whatever was begun in a conversation that closed.
		expect(await page.content()).not.toContain('Écrit avant le script.');
		await page.locator('#receipt').fill(writeReceipt(receipt));
		await page.getByRole('button', { name: fr.back_open }).click();
		await page.locator('#more').waitFor({ timeout: 90_000 });
		expect(await page.locator('#more').inputValue()).toBe('Écrit avant le script.');
	});
});

/** The script of a part of a page is on its way, until the answer is called. */
async function holdScript(page: Page, part: string): Promise<() => void> {
	const held = Promise.withResolvers<void>();
	await page.route(`**/${part}.browser*.js`, async (route) => {
		await held.promise;
		await route.continue();
	});
	return held.resolve;
}

function aReceiptOfNobody(): string {
	return writeReceipt(makeReceipt(makeLocator()));
}

describe('when something goes wrong', () => {
	test('in sealing, nothing leaves, and the text stays', async () => {
		const to = await anAskedTeam(behindThePages(), 'Clé brisée');
		await using visitor = await aVisitor();
		const { page } = visitor;
		const sent = watchRequests(page);
		await page.route(`**/services/${to.serviceId}/write`, async (route) => {
			const response = await route.fetch();
			const body = (await response.text()).replace(/age1pq1[a-z0-9]{20}/g, 'age1pq1aaaaaaaaaaaaaaaaaaaaa');
			await route.fulfill({ response, body });
		});
		await page.goto(`/fr/services/${to.serviceId}/write`);
		await page.getByLabel(fr.ask_text, { exact: true }).fill('Rien ne doit partir en clair.');
		const receipt = await goToReceipt(visitor);
		await retype(page, receipt);
		await page.getByRole('alert').getByText('Rien n’est parti.').waitFor({ timeout: 90_000 });
		expect(await page.getByLabel(fr.ask_text, { exact: true }).inputValue()).toBe('Rien ne doit partir en clair.');
		expect(sent.map(({ url }) => new URL(url).pathname.split('/').at(-1))).toEqual(['begin']);
		expect(sent.some(({ body }) => body.includes('partir'))).toBe(false);
		expect(await countRequests(to)).toBe(0);
	});

	test('with the connection, and the clock of the device, nothing is lost, and it is sent once', async () => {
		const to = await anAskedTeam(behindThePages(), 'Coupure');
		await using visitor = await aVisitor({ mayLeave: true });
		const { page } = visitor;
		await page.clock.setFixedTime(Date.now() - 86_400_000);
		let times = 0;
		await page.route('**/write/sealed', async (route) => {
			times += 1;
			if (times === 1) return route.abort('connectionfailed');
			// The second one arrives, but its answer is lost on the way back.
			if (times === 2) await route.fetch();
			return times === 2 ? route.abort('connectionreset') : route.continue();
		});
		await openForm(visitor, { to });
		await page.getByLabel(fr.ask_text, { exact: true }).fill('Dans le train.');
		const receipt = await goToReceipt(visitor);
		await retype(page, receipt);
		await page.getByText(fr.ask_away).waitFor({ timeout: 90_000 });
		await page.getByRole('heading', { level: 1, name: fr.ask_done_title }).waitFor({ timeout: 90_000 });
		expect(times).toBe(3);
		expect(await countRequests(to)).toBe(1);
		const { row, first } = await readAsTeam(to);
		expect(first.text).toBe('Dans le train.');
		// Sealed, let in and dated as if the device knew what day it is.
		const { date: today } = readClock(new Date());
		expect(Math.abs(Date.now() - row.sent_at.getTime())).toBeLessThan(120_000);
		expect(row.due_on).toBe(addWorkingDays(today, 5));
		expect(row.retention_month).toBe(`${Number(today.slice(0, 4)) + 1}${today.slice(4, 7)}-01`);
	});

	test('because the team renewed its key meanwhile, the person notices nothing', async () => {
		const to = await anAskedTeam(behindThePages(), 'Nouvelle clé');
		await using visitor = await aVisitor({ mayLeave: true });
		await openForm(visitor, { to });
		await visitor.page.getByLabel(fr.ask_text, { exact: true }).fill('Pendant ce temps.');
		const receipt = await goToReceipt(visitor);
		const renewed = await aRenewedKey(behindThePages(), to.team);
		await retypeAndSend(visitor, receipt);
		expect((await readAsTeam({ ...to, team: renewed })).first.text).toBe('Pendant ce temps.');
	});

	test('because the team takes nothing any more, the text stays and another way is offered', async () => {
		const to = await anAskedTeam(behindThePages(), 'Fermé entre-temps');
		await using visitor = await aVisitor({ mayLeave: true });
		const { page } = visitor;
		await openForm(visitor, { to });
		await page.getByLabel(fr.ask_text, { exact: true }).fill('Trop tard ?');
		const receipt = await goToReceipt(visitor);
		await behindThePages()
			.updateTable('request_intake')
			.set({ is_open: false })
			.where('service_id', '=', to.serviceId)
			.execute();
		await retype(page, receipt);
		await page.getByRole('alert').getByText('Rien n’est parti').waitFor({ timeout: 90_000 });
		expect(await page.getByLabel(fr.ask_text, { exact: true }).inputValue()).toBe('Trop tard ?');
		expect(await page.getByRole('main').locator('a[href^="tel:"]').first().isVisible()).toBe(true);
	});

	test('with a file, it says so: 20 megabytes, and a kind that is not taken', async () => {
		await using visitor = await aVisitor();
		const { page } = visitor;
		await openForm(visitor);
		// Made in the page: through the wire of the test it would take longer than anyone waits.
		await page.locator('#files').evaluate((input: HTMLInputElement) => {
			const chosen = new DataTransfer();
			chosen.items.add(new File([new Uint8Array(20 * 1024 * 1024)], 'film.pdf'));
			input.files = chosen.files;
			input.dispatchEvent(new Event('change', { bubbles: true }));
		});
		await page.getByText(fr.ask_file_refused_size({ name: 'film.pdf' })).waitFor();
		await page
			.locator('#files')
			.setInputFiles({ name: 'outil.exe', mimeType: 'application/octet-stream', buffer: Buffer.alloc(10) });
		await page.getByText(fr.ask_file_refused_type({ name: 'outil.exe' })).waitFor();
		expect(await page.locator('.removable li').count()).toBe(0);
	});

	test('because a message was altered behind the pages, it says so and shows the rest', async () => {
		const to = await anAskedTeam(behindThePages(), 'Altéré');
		await using visitor = await aVisitor();
		const { page } = visitor;
		await openForm(visitor, { to });
		await page.getByLabel(fr.ask_text, { exact: true }).fill('Mon texte à moi.');
		const receipt = await goToReceipt(visitor);
		await retypeAndSend(visitor, receipt);
		const { id } = await answerAsTeam(to, 'Réponse qui sera altérée.');
		const { sealed } = await behindThePages()
			.selectFrom('request_object')
			.select('sealed')
			.where('id', '=', id)
			.executeTakeFirstOrThrow();
		const altered = Buffer.from(sealed);
		altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
		await behindThePages().updateTable('request_object').set({ sealed: altered }).where('id', '=', id).execute();
		await comeBack(visitor, receipt);
		await page.getByText(fr.back_unreadable).waitFor();
		await page.getByText('Mon texte à moi.').waitFor();
	});
});

describe('the receipt', () => {
	test('is printed on one sheet, copied, and kept as a file with a name that says nothing', async () => {
		await using visitor = await aVisitor();
		const { page } = visitor;
		await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
		await openForm(visitor);
		await page.getByLabel(fr.ask_text, { exact: true }).fill('Pour imprimer.');
		const receipt = await goToReceipt(visitor);
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('button', { name: fr.ask_receipt_download }).click(),
		]);
		expect(download.suggestedFilename()).toBe('note.txt');
		expect(await readDownload(download)).toContain(receipt);
		await page.getByRole('button', { name: fr.ask_receipt_copy }).click();
		await page.getByText(fr.ask_receipt_copied).waitFor();
		await page.emulateMedia({ media: 'print' });
		expect(await page.locator('.receipt').isVisible()).toBe(true);
		expect(await page.locator('#group3').isVisible()).toBe(false);
		const paper = await page.pdf({ format: 'A4' });
		expect(paper.toString('latin1').match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
	});

	test('is had, typed again, and opens the conversation with the keyboard alone', async () => {
		await using visitor = await aVisitor();
		const { page } = visitor;
		await page.goto(`/fr/services/${asked.serviceId}/write`);
		await page.getByText(fr.ask_sealed_here).waitFor();
		await tabTo(page, '#text');
		await page.keyboard.type('Au clavier, du début à la fin.');
		await tabTo(page, 'form:not([hidden]) button.govuk-button');
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { level: 1, name: fr.ask_receipt_title }).waitFor({ timeout: 90_000 });
		await vi.waitFor(async () => expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1'));
		const receipt = await readReceiptShown(page);
		for (const group of [3, 6]) {
			await tabTo(page, `#group${group}`);
			await page.keyboard.type(receipt.split(' ')[group - 1] ?? '');
		}
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { level: 1, name: fr.ask_done_title }).waitFor({ timeout: 90_000 });

		await page.goto('/fr/conversation');
		await tabTo(page, '#receipt');
		await page.keyboard.type('ABCD');
		await page.keyboard.press('Enter');
		await page.getByRole('alert').getByText(fr.back_problem_incomplete).waitFor();
		expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		expect(await page.evaluate(() => document.activeElement?.id)).toBe('receipt');
		await page.keyboard.press('ControlOrMeta+a');
		await page.keyboard.type(receipt);
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { level: 1, name: fr.back_conversation }).waitFor({ timeout: 90_000 });
		await page.locator('.conversation').getByText('Au clavier').waitFor();
		await tabTo(page, '#more');
		await page.keyboard.type('Et la suite.');
		await tabTo(page, 'form:has(#more) button.govuk-button');
		await page.keyboard.press('Enter');
		await page.getByText(fr.back_written).waitFor();
	});
});

async function tabTo(page: Page, target: string): Promise<void> {
	for (let presses = 0; presses < 80; presses++) {
		await page.keyboard.press('Tab');
		if (await page.evaluate((selector) => document.activeElement?.matches(selector), target)) return;
	}
	throw new Error(`Tab never led to ${target}.`);
}

describe('one conversation in two tabs', () => {
	test('tells of what the other wrote, loses nothing, sends once, and closes in both, also when nobody is there', async () => {
		const to = await anAskedTeam(behindThePages(), 'Deux onglets');
		const { receipt, scope } = await aRequest(behindThePages(), { ...to, text: 'Bonjour.', withReceipt: true });
		const typed = writeReceipt(receipt);
		// A refusal is an error to the browser's console, and so is a connection that is lost.
		await using visitor = await aVisitor({ mayLeave: true });
		const { page: one } = visitor;
		// A device that is a day ahead.
		await one.clock.install({ time: Date.now() + 86_400_000 });
		const other = await one.context().newPage();
		await Promise.all([comeBack(visitor, typed), comeBack({ ...visitor, page: other }, typed)]);
		await one.locator('#more').fill('La première.');
		await one.getByRole('button', { name: fr.back_send, exact: true }).click();
		await one.getByText(fr.back_written).waitFor();
		await other.locator('#more').fill('La seconde.');
		await other.getByRole('button', { name: fr.back_send, exact: true }).click();
		await other.getByText(fr.back_stale).waitFor();
		await other.locator('.conversation').getByText('La première.').waitFor();
		expect(await other.locator('#more').inputValue()).toBe('La seconde.');
		// It arrives, and its answer is lost on the way back.
		let times = 0;
		await other.route('**/conversation/sealed', async (route) => {
			times += 1;
			if (times > 1) return route.continue();
			await route.fetch();
			return route.abort('connectionreset');
		});
		await other.getByRole('button', { name: fr.back_send, exact: true }).click();
		await other.getByText(fr.back_written).waitFor({ timeout: 90_000 });
		expect(times).toBe(2);
		const written = await behindThePages()
			.selectFrom('request_object')
			.select('id')
			.where('request_id', '=', scope.requestId)
			.execute();
		expect(written).toHaveLength(3);

		// Closed in one, it is closed in the other; what was begun waits unseen for whoever has the receipt.
		await other.locator('#more').fill('À moitié');
		await one.getByRole('button', { name: fr.back_lock }).click();
		await other.getByText(fr.back_draft_kept).waitFor();
		for (const page of [one, other]) expect(await page.locator('main').textContent()).not.toMatch(/seconde|moitié/);
		// Also while it is still being opened: it does not open afterwards, and the receipt does not stay in the field.
		const held = Promise.withResolvers<void>();
		const opening = async (route: Route) => {
			await held.promise;
			await route.continue();
		};
		await other.route('**/conversation/open', opening, { times: 1 });
		const [isAsked, isAnswered] = [
			other.waitForRequest('**/conversation/open', { timeout: 90_000 }),
			other.waitForResponse('**/conversation/open', { timeout: 90_000 }),
		];
		await other.locator('#receipt').fill(typed);
		await other.getByRole('button', { name: fr.back_open }).click();
		await isAsked;
		await one.evaluate(() => {
			// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin: it takes no other
			new BroadcastChannel('maillage-lock').postMessage('lock');
		});
		await vi.waitFor(async () => expect(await other.locator('#receipt').inputValue()).toBe(''));
		held.resolve();
		await (await isAnswered).finished();
		await other.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
		expect(await other.locator('#more').count()).toBe(0);
		await other.locator('#receipt').fill(typed);
		await other.getByRole('button', { name: fr.back_open }).click();
		await other.locator('#more').waitFor({ timeout: 90_000 });
		expect(await other.locator('#more').inputValue()).toBe('À moitié');
		await other.clock.fastForward('09:00');
		await other.locator('.conversation').getByText('La seconde.').waitFor();
		await other.clock.fastForward('11:00');
		await other.getByText(fr.back_draft_kept).waitFor();
		expect(await other.locator('main').textContent()).not.toMatch(/seconde|moitié/);
	});
});

test('a message that arrived, though its answer was lost, is not asked for again once the conversation was closed', async () => {
	const to = await anAskedTeam(behindThePages(), 'Réponse perdue');
	const { receipt, scope } = await aRequest(behindThePages(), { ...to, text: 'Bonjour.', withReceipt: true });
	const typed = writeReceipt(receipt);
	await using visitor = await aVisitor({ mayLeave: true });
	const { page } = visitor;
	const send = () => page.getByRole('button', { name: fr.back_send, exact: true }).click();
	/** Sends, and the answer never comes; then closes, and opens again. */
	async function loseAnswer(text: string, { meanwhile = text } = {}): Promise<string> {
		await page.route('**/conversation/sealed', async (route) => {
			await route.fetch();
			await route.abort('connectionreset');
		});
		await page.locator('#more').fill(text);
		await send();
		await page.getByText(fr.ask_away).waitFor();
		await page.locator('#more').fill(meanwhile);
		await page.getByRole('button', { name: fr.back_lock }).click();
		await page.getByText(fr.back_locked).waitFor();
		await page.unroute('**/conversation/sealed');
		await page.locator('#receipt').fill(typed);
		await page.getByRole('button', { name: fr.back_open }).click();
		await page.locator('#more').waitFor({ timeout: 90_000 });
		expect(await page.locator('.conversation').getByText(text, { exact: true }).count()).toBe(1);
		return page.locator('#more').inputValue();
	}
	await comeBack(visitor, typed);
	expect(await loseAnswer('Arrivé.')).toBe('');
	// What was typed while it went out is not lost with it.
	expect(await loseAnswer('Arrivé aussi.', { meanwhile: 'Et ceci en plus.' })).toBe('Et ceci en plus.');
	await send();
	await page.getByText(fr.back_written).waitFor();
	const written = await behindThePages()
		.selectFrom('request_object')
		.select('id')
		.where('request_id', '=', scope.requestId)
		.execute();
	expect(written).toHaveLength(4);
	// A page that is left has nothing to give to whoever comes back to it.
	await page.evaluate(() => dispatchEvent(new Event('pagehide')));
	await page.getByText(fr.back_locked).waitFor();
	expect(await page.locator('main').textContent()).not.toContain('Arrivé');
});
