import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, expect, inject, test } from 'vitest';
import { connectDatabase } from '#house/database/kysely.ts';
import { openPool } from '#house/database/pool.ts';
import { aService } from '#rooms/directory/service.builder.ts';
import { anIntake } from '#rooms/requests/request.builder.ts';
import { roomTexts } from '#messages/requests';
import { aHolder, aTeamOfHolders, unlock } from './key-holders.ts';
import { behindThePages } from './staff.ts';
import { aVisitor } from './visitor.ts';

const t = roomTexts('fr');
/** Every planted word begins with this, and nothing else in the world does. */
const mark = `Canari${randomBytes(6).toString('hex')}`;
/** Everything is looked through by the administrator of the server, whom no wall stops. */
const admin = connectDatabase(
	openPool(inject('applicationDatabase'), { max: 1, applicationName: 'maillage-journeys' }),
);
afterAll(() => admin.destroy());
const largestFileBytes = 64 * 1024 * 1024;
let planted = 0;

function plant(count: number): string {
	return Array.from({ length: count }, () => `${mark}n${planted++}`).join(' ');
}

/** The mark as it may stand in a file or a row: as it is, in UTF-16, in hexadecimal digits, and in base64 wherever it begins. */
function listDisguises(): Buffer[] {
	const plain = Buffer.from(mark);
	const shifted = [0, 1, 2].map((before) => {
		const text = Buffer.concat([Buffer.alloc(before, 'x'), plain]).toString('base64');
		// The first and the last characters hang together with what stands beside it.
		return Buffer.from(text.replaceAll('=', '').slice(before === 0 ? 0 : before + 1, -2));
	});
	return [plain, Buffer.from(mark, 'utf16le'), Buffer.from(plain.toString('hex')), ...shifted];
}

function isIn(bytes: Buffer): boolean {
	return listDisguises().some((disguise) => bytes.includes(disguise));
}

/** The tables of all schemas in which a row, written as text, holds the mark. */
async function listTablesWithMark(): Promise<string[]> {
	const { rows: tables } = await sql<{ name: string }>`
		select format('%I.%I', schemaname, tablename) as name from pg_tables
		where schemaname not in ('pg_catalog', 'information_schema') order by 1`.execute(admin);
	expect(tables.length).toBeGreaterThan(60);
	const found: string[] = [];
	// A row written as text shows its bytes in hexadecimal digits; text in it has no byte 0.
	const disguises = listDisguises();
	const plain = disguises.filter((disguise) => !disguise.includes(0)).map((disguise) => disguise.toString('latin1'));
	const patterns = [...plain, ...disguises.map((disguise) => disguise.toString('hex'))];
	for (const { name } of tables) {
		const { rows } = await sql<{ count: number }>`
			select count(*)::int as count from ${sql.raw(name)} t
			where exists (select from unnest(${patterns}::text[]) pattern where strpos(t::text, pattern) > 0)`.execute(admin);
		if ((rows[0]?.count ?? 0) > 0) found.push(name);
	}
	return found;
}

/** The files of a folder, of what is under it, that hold the mark; those that changed since. */
function listFilesWithMark(folder: string, since: number): string[] {
	const entries = unlessGone(() => readdirSync(folder, { withFileTypes: true })) ?? [];
	return entries.flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return listFilesWithMark(path, since);
		return entry.isFile() && unlessGone(() => holdsMark(path, since)) === true ? [path] : [];
	});
}

function holdsMark(file: string, since: number): boolean {
	const { mtimeMs, size } = statSync(file);
	return mtimeMs >= since && size <= largestFileBytes && isIn(readFileSync(file));
}

/** What others put down in the temporary folder may go while it is looked through. */
function unlessGone<Found>(look: () => Found): Found | undefined {
	try {
		return look();
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
		throw error;
	}
}

async function write(page: Page, serviceId: string): Promise<string> {
	await page.goto(`/fr/services/${serviceId}/write`);
	await page.getByLabel(t.ask_text, { exact: true }).fill(plant(90));
	await page.locator('details summary', { hasText: t.ask_more }).click();
	await page.getByLabel(t.ask_name, { exact: true }).fill(plant(2));
	await page
		.locator('input[type="file"]')
		.setInputFiles({ name: `${plant(1)}.txt`, mimeType: 'text/plain', buffer: Buffer.from(plant(30)) });
	await page.getByRole('button', { name: t.ask_continue }).click();
	await page.locator('.receipt li').first().waitFor();
	const groups = (await page.locator('.receipt li').allTextContents()).map((group) => group.trim());
	await page.locator('#group3').fill(groups[2] ?? '');
	await page.locator('#group6').fill(groups[5] ?? '');
	await page.locator('form:visible button.govuk-button').click();
	await page.getByRole('heading', { level: 1, name: t.ask_done_title }).waitFor();
	return groups.join(' ');
}

async function answer(page: Page, path: string): Promise<void> {
	await page.goto(path);
	await unlock(page);
	await page.locator('a[data-request]').first().click();
	await page.locator('#answer').waitFor();
	expect(await page.locator('main').innerText()).toContain(mark);
	await page.locator('#answer').fill(plant(40));
	await page.getByRole('button', { name: t.inbox_answer_submit }).click();
	await page.locator('.talk--answer').waitFor();
	await page.locator('#note').fill(plant(30));
	await page.getByRole('button', { name: t.inbox_note_submit }).click();
	await page.locator('.talk--note').waitFor();
	await page
		.locator('details', { has: page.locator('#card-title') })
		.locator('summary')
		.click();
	await page.locator('#card-title').fill(plant(2));
	await page.getByRole('button', { name: t.inbox_title_submit }).click();
}

async function comeBack(page: Page, receipt: string): Promise<void> {
	await page.goto('/fr/conversation');
	await page.locator('#receipt').fill(receipt);
	await page.getByRole('button', { name: t.back_open }).click();
	await page.getByRole('heading', { level: 1, name: t.back_conversation }).waitFor();
	expect(await page.locator('main').innerText()).toContain(mark);
	await page.locator('[name="more"]').fill(plant(30));
	await page.getByRole('button', { name: t.back_send }).click();
	await page.getByText(t.back_written).waitFor();
}

test('of two hundred words planted in a conversation none is found in the database, its files, the log or what was put down meanwhile', async () => {
	const owner = behindThePages();
	const since = Date.now() - 1000;
	const serviceId = await aService('Volière').published(owner);
	const { organisation_id: organisationId } = await owner
		.selectFrom('service')
		.select('organisation_id')
		.where('id', '=', serviceId)
		.executeTakeFirstOrThrow();
	const team = await aTeamOfHolders({ organisationId });
	await anIntake(owner, team, serviceId);
	await using asker = await aVisitor();
	asker.page.setDefaultTimeout(60_000);
	const receipt = await write(asker.page, serviceId);
	await using member = await aHolder(team);
	member.page.setDefaultTimeout(60_000);
	await answer(member.page, `/fr/work/${organisationId}/requests/${team.teamId}`);
	await comeBack(asker.page, receipt);
	expect(planted).toBeGreaterThanOrEqual(200);

	await sql`checkpoint`.execute(admin);
	const { rows } = await sql<{ folder: string }>`select current_setting('data_directory') as folder`.execute(admin);
	expect(await listTablesWithMark()).toEqual([]);
	expect(listFilesWithMark(rows[0]?.folder ?? '', 0)).toEqual([]);
	expect(isIn(readFileSync(inject('applicationLog')))).toBe(false);
	expect(listFilesWithMark(tmpdir(), since)).toEqual([]);

	// What would be found, is found: the same word in a table that is not sealed.
	const words = {
		organisation_id: organisationId,
		team_id: team.teamId,
		language: 'fr',
		title: 'Essai',
		words: plant(1),
	};
	await owner.insertInto('request_template').values(words).execute();
	await sql`checkpoint`.execute(admin);
	expect(await listTablesWithMark()).toEqual(['maillage.request_template']);
	expect(listFilesWithMark(rows[0]?.folder ?? '', 0)).not.toEqual([]);
}, 240_000);
