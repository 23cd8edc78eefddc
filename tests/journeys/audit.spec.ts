import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, inject, test } from 'vitest';
import { withAdmin } from '#house/testing/template.ts';
import { texts } from '#messages';
import { expectAccessible } from './expect-accessible.ts';
import { aStaffVisitor } from './staff.ts';
import { withAndWithoutJavaScript } from './visitor.ts';

const fr = texts('fr');

test.each(withAndWithoutJavaScript)(
	'$how, an auditor finds who did what, narrows it, and takes it away as a file',
	async ({ javaScript }) => {
		await using admin = await aStaffVisitor({
			of: 'bruxelles',
			role: 'organisation_administrator',
			name: 'Alix Essai',
		});
		const { organisationId } = admin.colleague;
		await openTeam(admin);
		await using auditor = await aStaffVisitor({ of: 'bruxelles', role: 'auditor' }, { javaScript, bypassCSP: true });
		const { page } = auditor;
		await page.goto(`/fr/work/${organisationId}/audit`);
		const first = page.locator('tbody tr').first();
		expect(await first.textContent()).toContain(fr.audit.act_team_opened);
		expect(await first.textContent()).toContain('Alix Essai');
		if (javaScript) await expectAccessible(page);
		await page.locator('#act').selectOption('person.left');
		await page.getByRole('button', { name: fr.audit.filter_submit }).click();
		await page.getByText(fr.audit.table_empty_filtered).waitFor();
		expect(new URL(page.url()).searchParams.get('act')).toBe('person.left');
		await page.goto(`/fr/work/${organisationId}/audit?act=team.opened&person=${admin.colleague.signedIn.personId}`);
		const arrives = page.waitForEvent('download');
		await page.getByRole('button', { name: fr.audit.export_submit }).click();
		const file = join(mkdtempSync(join(tmpdir(), 'audit-')), 'acts.csv');
		await (await arrives).saveAs(file);
		const lines = readFileSync(file, 'utf8').trim().split('\n');
		expect(lines).toHaveLength(2);
		expect(lines[1]).toContain('team.opened');
		await page.goto(`/fr/work/${organisationId}/audit`);
		expect(await page.locator('tbody tr').first().textContent()).toContain(fr.audit.act_audit_exported);
	},
);

test('an act that is altered in the database behind everyone’s back is named by npm run audit:verify', async () => {
	await using admin = await aStaffVisitor({ of: 'bruxelles', role: 'organisation_administrator' });
	await openTeam(admin);
	const { organisationId } = admin.colleague;
	const number = await readLastNumber(organisationId);
	await alter(organisationId, number, 'team.closed');
	const found = await verify();
	await alter(organisationId, number, 'team.opened');
	expect(found.code).toBe(1);
	expect(found.said).toContain(organisationId);
	expect(found.said).toMatch(new RegExp(`entry ${number}\\b`));
	expect(await verify()).toMatchObject({ code: 0, said: expect.stringContaining('The record is whole.') });
});

async function openTeam({ page, colleague }: Awaited<ReturnType<typeof aStaffVisitor>>): Promise<void> {
	await page.goto(`/fr/work/${colleague.organisationId}/teams`);
	await page.locator('#open-name').fill(`Équipe ${crypto.randomUUID().slice(0, 8)}`);
	await page.getByRole('button', { name: fr.identity.team_open_submit }).click();
	await page.getByRole('status').waitFor();
}

async function readLastNumber(organisationId: string): Promise<number> {
	let number = 0;
	await withAdmin(inject('applicationDatabase'), async (admin) => {
		const { rows } = await sql<{ number: number }>`select max(number) as number from maillage.audit_entry
			where organisation_id = ${organisationId}`.execute(admin);
		number = rows[0]?.number ?? 0;
	});
	return number;
}

/** As someone who owns the server would: past triggers and walls. */
async function alter(organisationId: string, number: number, act: string): Promise<void> {
	await withAdmin(inject('applicationDatabase'), (admin) =>
		admin.transaction().execute(async (tx) => {
			await sql`set local session_replication_role = replica`.execute(tx);
			await sql`update maillage.audit_entry set act = ${act}
				where organisation_id = ${organisationId} and number = ${number}`.execute(tx);
		}),
	);
}

function verify(): Promise<{ code: number; said: string }> {
	const env = { ...process.env, DATABASE_URL: inject('applicationDatabase') };
	return new Promise((resolve) => {
		execFile(process.execPath, ['scripts/audit-verify.ts'], { env }, (error, stdout, stderr) => {
			resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: stdout + stderr });
		});
	});
}
