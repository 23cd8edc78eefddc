import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { askCode } from './ask-code.server.ts';
import { answerCode } from './answer-code.server.ts';
import { aColleague } from './colleague.builder.ts';
import { findSession } from './find-session.server.ts';
import { forgetSignIns } from './forget-sign-ins.server.ts';
import { registerSignIn } from './register-sign-in.server.ts';
import { CODE_ATTEMPTS, refuseCode } from './sign-in-code.ts';

const { owner, app, admin } = await aDatabase();
registerSignIn();

const aBrowser = () => randomBytes(32).toString('base64url');

async function aPerson() {
	const { signedIn } = await aColleague(owner, { organisationId: await anOrganisation(owner), role: 'professional' });
	const { email } = await owner
		.selectFrom('staff_member')
		.select('email')
		.where('id', '=', signedIn.personId)
		.executeTakeFirstOrThrow();
	return { personId: signedIn.personId, email: email ?? '' };
}

async function ask(email: string, browser: string): Promise<void> {
	await askCode(app, { email, browser, language: 'fr', withImaginary: true });
}

async function readMails(to: string): Promise<{ kind: string; language: string; data: { code?: string } }[]> {
	const { rows } = await sql<{ kind: string; language: string; data: { code?: string } }>`
		select kind, language, data from outbox_mail where recipient = ${to} order by created_at`.execute(admin);
	return rows;
}

async function readCode(to: string): Promise<string> {
	return (await readMails(to)).at(-1)?.data.code ?? 'none';
}

const other = (code: string) => String((Number(code) + 1) % 100_000_000).padStart(8, '0');

test('a code sent by mail lets its reader in, with one factor', async () => {
	const { email, personId } = await aPerson();
	const browser = aBrowser();
	await ask(email.toUpperCase(), browser);
	const answered = await answerCode(app, { code: await readCode(email), browser });
	if ('refused' in answered) throw new Error(answered.refused);
	expect(await findSession(app, answered.token, { withImaginary: true })).toMatchObject({
		personId,
		method: 'code',
		factors: 1,
	});
});

describe('a code does not let anybody in', () => {
	test('twice', async () => {
		const { email } = await aPerson();
		const browser = aBrowser();
		await ask(email, browser);
		const code = await readCode(email);
		expect(await answerCode(app, { code, browser })).toHaveProperty('token');
		expect(await answerCode(app, { code, browser })).toMatchObject({ refused: 'used' });
	});

	test('twice, though both attempts are made at the same moment', async () => {
		const { email } = await aPerson();
		const browser = aBrowser();
		await ask(email, browser);
		const code = await readCode(email);
		const answers = await Promise.all([1, 2, 3].map(() => answerCode(app, { code, browser })));
		expect(answers.filter((answer) => 'token' in answer)).toHaveLength(1);
	});

	test('after ten minutes', async () => {
		const { email, personId } = await aPerson();
		const browser = aBrowser();
		await ask(email, browser);
		const { expires_at: expiry } = await owner
			.selectFrom('sign_in_code')
			.select('expires_at')
			.where('person_id', '=', personId)
			.executeTakeFirstOrThrow();
		expect(Math.abs(expiry.getTime() - Date.now() - 600_000)).toBeLessThan(5000);
		await owner
			.updateTable('sign_in_code')
			.set({ expires_at: new Date(Date.now() - 1000) })
			.where('person_id', '=', personId)
			.execute();
		expect(await answerCode(app, { code: await readCode(email), browser })).toMatchObject({ refused: 'expired' });
	});

	test('after five others, though it is the right one', async () => {
		const { email } = await aPerson();
		const browser = aBrowser();
		await ask(email, browser);
		const code = await readCode(email);
		for (let attempt = 1; attempt <= CODE_ATTEMPTS; attempt++) {
			const answer = await answerCode(app, { code: other(code), browser });
			expect(answer).toEqual({ refused: 'wrong', left: CODE_ATTEMPTS - attempt });
		}
		expect(await answerCode(app, { code, browser })).toMatchObject({ refused: 'exhausted' });
	});

	test('after five others that all came at the same moment', async () => {
		const { email } = await aPerson();
		const browser = aBrowser();
		await ask(email, browser);
		const code = await readCode(email);
		const answers = await Promise.all(
			Array.from({ length: 12 }, () => answerCode(app, { code: other(code), browser })),
		);
		expect(answers.filter((answer) => 'refused' in answer && answer.refused === 'wrong')).toHaveLength(CODE_ATTEMPTS);
	});

	test('in another browser than the one that asked', async () => {
		const { email } = await aPerson();
		const mine = aBrowser();
		await ask(email, mine);
		const code = await readCode(email);
		expect(await answerCode(app, { code, browser: aBrowser() })).toMatchObject({ refused: 'none' });
		expect(await answerCode(app, { code, browser: mine })).toHaveProperty('token');
	});

	test('once another one was asked for in the same browser', async () => {
		const { email } = await aPerson();
		const browser = aBrowser();
		await ask(email, browser);
		const first = await readCode(email);
		await ask(email, browser);
		expect(await answerCode(app, { code: first, browser })).toMatchObject({ refused: 'wrong' });
		expect(await answerCode(app, { code: await readCode(email), browser })).toHaveProperty('token');
	});

	test('of the demonstration while it is off', async () => {
		const { email, personId } = await aPerson();
		await owner.updateTable('staff_member').set({ imaginary: true }).where('id', '=', personId).execute();
		await askCode(app, { email, browser: aBrowser(), language: 'fr', withImaginary: false });
		expect((await readMails(email)).map(({ kind }) => kind)).toEqual(['identity.nobody_here']);
	});
});

test('a stranger who uses up attempts for my address uses up none of mine', async () => {
	const { email } = await aPerson();
	const [mine, theirs] = [aBrowser(), aBrowser()];
	await ask(email, mine);
	const code = await readCode(email);
	await ask(email, theirs);
	for (let attempt = 0; attempt < 8; attempt++) await answerCode(app, { code: other(code), browser: theirs });
	expect(await answerCode(app, { code, browser: mine })).toHaveProperty('token');
});

describe('an address under which nobody is registered', () => {
	test('is answered like any other, and its mail says so to whoever reads it', async () => {
		const email = `${randomUUID()}@essai.example`;
		const browser = aBrowser();
		await ask(email, browser);
		expect(await readMails(email)).toEqual([{ kind: 'identity.nobody_here', language: 'fr', data: {} }]);
		for (let attempt = 1; attempt <= CODE_ATTEMPTS; attempt++) {
			const answer = await answerCode(app, { code: '00000000', browser });
			expect(answer).toEqual({ refused: 'wrong', left: CODE_ATTEMPTS - attempt });
		}
		expect(await answerCode(app, { code: '00000000', browser })).toEqual({ refused: 'exhausted', left: 0 });
	});

	test('lets nobody in, though the code were guessed', () => {
		const asked = { failed: 0, expiresAt: new Date(Date.now() + 1000), usedAt: null };
		expect(refuseCode(asked, false, new Date())).toBe('wrong');
	});

	test('takes as long', { timeout: 60_000 }, async () => {
		const { email } = await aPerson();
		const known: number[] = [];
		const unknown: number[] = [];
		for (let run = 0; run < 60; run++) {
			// In turns, so that whatever else the machine does hits both alike.
			known.push(await time(() => ask(email, aBrowser())));
			unknown.push(await time(() => ask(`${randomUUID()}@essai.example`, aBrowser())));
		}
		const difference = Math.abs(undisturbed(known) - undisturbed(unknown));
		expect(difference).toBeLessThan(Math.max(1, 0.25 * undisturbed(known)));
	});
});

async function time(work: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
}

/** The quickest fifth ends here: what else the machine does only ever adds to a time. */
function undisturbed(numbers: number[]): number {
	return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 5)] ?? 0;
}

test('nobody who reads the database finds a code in it by trying them all', async () => {
	const { email, personId } = await aPerson();
	const browser = aBrowser();
	await ask(email, browser);
	const code = await readCode(email);
	const row = await owner
		.selectFrom('sign_in_code')
		.selectAll()
		.where('person_id', '=', personId)
		.executeTakeFirstOrThrow();
	const { rows } = await sql<{ found: boolean }>`select ${row.code_hash} in (sha256(${Buffer.from(code)}),
		sha256(${Buffer.concat([row.browser_hash, Buffer.from(code)])})) as found`.execute(admin);
	expect(rows).toEqual([{ found: false }]);
	expect(JSON.stringify(row)).not.toContain(browser);
});

test('what has expired is forgotten, and nothing else', async () => {
	await owner.deleteFrom('sign_in_code').execute();
	const people = [await aPerson(), await aPerson()];
	for (const { email } of people) await ask(email, aBrowser());
	const [old, young] = people;
	await owner
		.updateTable('sign_in_code')
		.set({ expires_at: new Date(0) })
		.where('person_id', '=', old?.personId ?? '')
		.execute();
	await owner
		.updateTable('session')
		.set({ seen_at: new Date(Date.now() - 31 * 60_000) })
		.where('person_id', '=', old?.personId ?? '')
		.execute();
	await forgetSignIns(app);
	const left = await owner.selectFrom('sign_in_code').select('person_id').execute();
	expect(left).toEqual([{ person_id: young?.personId }]);
	const ids = people.map(({ personId }) => personId);
	const sessions = await owner.selectFrom('session').select('person_id').where('person_id', 'in', ids).execute();
	expect(sessions).toEqual([{ person_id: young?.personId }]);
});
