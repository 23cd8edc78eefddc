import { randomBytes } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { expect, test } from 'vitest';
import { actAs } from '#house/database/act-as.ts';
import type { DB } from '#house/database/schema.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { aColleague } from './colleague.builder.ts';
import { forBrowser } from './private/for-browser.ts';

const { owner, app } = await aDatabase();
const begun = ['sign_in_code', 'passkey_challenge', 'issuer_attempt', 'unlinked_identity'] as const;
const owned = ['passkey', 'issuer_identity'] as const;

/** A row of each table, of one browser and one person. Returns who they are. */
async function plantRows() {
	const organisationId = await anOrganisation(owner);
	const { signedIn } = await aColleague(owner, { organisationId, role: 'professional' });
	const { personId } = signedIn;
	const browser = randomBytes(32).toString('base64url');
	const later = new Date(Date.now() + 60_000);
	await forBrowser(app, browser, async (tx, browser_hash) => {
		const row = { browser_hash, expires_at: later };
		await tx
			.insertInto('sign_in_code')
			.values({ ...row, code_hash: randomBytes(32) })
			.execute();
		await tx
			.insertInto('passkey_challenge')
			.values({ ...row, challenge: randomBytes(32), purpose: 'sign_in' })
			.execute();
		const attempt = { issuer_key: 'a', nonce: 'n', verifier: 'v', language: 'fr', return_to: '/fr/work' };
		await tx
			.insertInto('issuer_attempt')
			.values({ ...row, ...attempt, state_hash: randomBytes(32) })
			.execute();
		await tx
			.insertInto('unlinked_identity')
			.values({ ...row, issuer: 'https://a.test', subject: personId, vouched: false })
			.execute();
	});
	await actAs(app, { personId }, async (tx) => {
		const passkey = { credential_id: randomBytes(32), public_key: randomBytes(32), counter: 0, label: 'Téléphone' };
		await tx
			.insertInto('passkey')
			.values({ person_id: personId, ...passkey })
			.execute();
		const identity = { issuer: 'https://a.test', subject: personId, vouched: true };
		await tx
			.insertInto('issuer_identity')
			.values({ person_id: personId, ...identity })
			.execute();
	});
	return { organisationId, personId, browser };
}

async function count(tx: Transaction<DB>, table: (typeof begun)[number] | (typeof owned)[number]): Promise<number> {
	const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.id(table)}`.execute(tx);
	return rows[0]?.count ?? -1;
}

test.each(begun)('what was begun in a browser is seen in it alone: %s', async (table) => {
	const { browser, personId, organisationId } = await plantRows();
	expect(await forBrowser(app, browser, (tx) => count(tx, table))).toBe(1);
	expect(await forBrowser(app, 'another', (tx) => count(tx, table))).toBe(0);
	const role = 'organisation_administrator';
	expect(await actAs(app, { personId, organisationId, role }, (tx) => count(tx, table))).toBe(0);
});

test.each(owned)('what one signs in with is seen by oneself alone: %s', async (table) => {
	const { browser, personId, organisationId } = await plantRows();
	const { personId: otherId } = await plantRows();
	expect(await actAs(app, { personId }, (tx) => count(tx, table))).toBe(1);
	expect(await forBrowser(app, browser, (tx) => count(tx, table))).toBe(0);
	const colleague = { personId: otherId, organisationId, role: 'coordinator' };
	expect(await actAs(app, colleague, (tx) => count(tx, table))).toBe(1);
	expect(await actAs(app, {}, (tx) => count(tx, table))).toBe(0);
});

test('nobody gives a passkey or an identity to somebody else', async () => {
	const [{ personId: mine }, { personId: theirs }] = [await plantRows(), await plantRows()];
	const passkey = { credential_id: randomBytes(32), public_key: randomBytes(32), counter: 0, label: 'x' };
	const planted = actAs(app, { personId: mine }, (tx) =>
		tx
			.insertInto('passkey')
			.values({ person_id: theirs, ...passkey })
			.execute(),
	);
	await expect(planted).rejects.toThrow('row-level security');
	const identity = { issuer: 'https://a.test', subject: 'nouveau', vouched: true };
	const linked = actAs(app, { personId: mine }, (tx) =>
		tx
			.insertInto('issuer_identity')
			.values({ person_id: theirs, ...identity })
			.execute(),
	);
	await expect(linked).rejects.toThrow('row-level security');
});

test('the public role cannot ask who signs in, nor with what', async () => {
	const { rows } = await sql<{ may: boolean }>`
		select bool_or(has_function_privilege('maillage_public', oid, 'execute')) as may from pg_proc
		where proname in ('find_person_by_address', 'find_passkey', 'find_identity', 'open_session')`.execute(owner);
	expect(rows).toEqual([{ may: false }]);
});
