import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { aCopy, type TestDatabase } from '../testing/a-database.ts';
import { aMailServer } from '../testing/a-mail-server.ts';
import { startJobs, type JobsReport, type RunningJobs } from '../jobs/start-jobs.server.ts';
import { eraseMailAddresses } from './erase-mail-addresses.server.ts';
import { frameMail } from './frame-mail.ts';
import { listFailedMail } from './list-failed-mail.server.ts';
import { listKeptMail } from './list-kept-mail.server.ts';
import { registerMail, type MailOutcome } from './mail.ts';
import { registerMailJobs } from './register-mail-jobs.server.ts';
import { resumeMail } from './resume-mail.server.ts';
import { sendMail } from './send-mail.server.ts';

const FROM = 'maillage@commune.test';
const TO = 'lea.dupont@ecole.test';

registerMail('directory.trial', (data, language) =>
	frameMail(
		{
			subject: `À lire : ${String(data.what)}`,
			paragraphs: [`Bonjour <${String(data.who)}> & vous.`],
			code: '123456',
			action: { label: 'Ouvrir', url: 'https://maillage.test/fr/accueil?a=1&b=2' },
		},
		language,
	),
);
registerMail('directory.broken', () => ({ subject: 'Un\r\nBcc: all@ecole.test', text: 'x', html: 'x' }));

test('every mail is sent once, though two workers are at it', async () => {
	await using place = await aPlace();
	const { server, database } = place;
	server.delayMilliseconds = 50;
	for (let number = 0; number < 12; number++) await send(database, { to: `p${number}@ecole.test` });
	place.start();
	place.start();
	await soon(() => countState(database, 'sent')).toBe(12);
	await soon(() => countJobs(database)).toBe(0);
	expect(server.received.map(({ to }) => to.join()).toSorted()).toEqual(
		Array.from({ length: 12 }, (_, number) => `p${number}@ecole.test`).toSorted(),
	);
});

test('jobs for one mail that run at the same time send it once', async () => {
	await using place = await aPlace();
	const { server, database } = place;
	server.delayMilliseconds = 400;
	await send(database, {});
	await sql`insert into graphile_worker._private_jobs (task_id, payload)
		select task_id, payload from graphile_worker._private_jobs, generate_series(1, 3)`.execute(database.admin);
	place.start();
	place.start();
	await soon(() => countJobs(database)).toBe(0);
	expect(server.received).toHaveLength(1);
	expect(place.outcomes).toEqual(['sent']);
});

test('a transaction that is rolled back sends nothing', async () => {
	await using place = await aPlace();
	const { server, database } = place;
	place.start();
	const undone = new Error('rolled back on purpose');
	const attempt = database.app.transaction().execute(async (tx) => {
		await sendMail(tx, { kind: 'directory.trial', to: TO, language: 'fr', data: { what: 'undone', who: 'Léa' } });
		throw undone;
	});
	await expect(attempt).rejects.toBe(undone);
	await send(database, { what: 'done' });
	await soon(() => server.received.length).toBe(1);
	await place.stop();
	expect(server.received[0]?.parts.get('text/plain')).not.toContain('undone');
	expect(await countRows(database)).toBe(1);
});

test('a mail waits for a mail server that is away, and is sent when it is back', async () => {
	await using place = await aPlace();
	const { database } = place;
	await place.server.close();
	place.start();
	await send(database, {});
	await soon(async () => (await listFailedMail(database.app))[0]?.failure).toBe('unreachable');
	await using back = await aMailServer(place.server.port);
	await soon(() => back.received.length).toBe(1);
	await soon(() => countState(database, 'sent')).toBe(1);
	expect(place.outcomes.at(-1)).toBe('sent');
	expect(await listFailedMail(database.app)).toEqual([]);
});

test('a mail server that puts off is asked again', async () => {
	await using place = await aPlace();
	place.server.refusal = { code: 451, words: 'greylisted, come back' };
	place.start();
	await send(place.database, {});
	await soon(async () => (await listFailedMail(place.database.app))[0]?.failure).toBe('postponed');
	place.server.refusal = undefined;
	await soon(() => place.server.received.length).toBe(1);
});

test('a mail that is refused for good is not tried again, and the operator sees it without its address', async () => {
	await using place = await aPlace();
	const { database } = place;
	place.server.refusal = { code: 550, words: `<${TO}> unknown here` };
	place.start();
	await send(database, {});
	await soon(() => countState(database, 'failed')).toBe(1);
	const failed = await listFailedMail(database.app);
	expect(failed).toMatchObject([{ kind: 'directory.trial', state: 'failed', failure: 'refused', attempts: 1 }]);
	expect(JSON.stringify(failed)).not.toContain('ecole.test');
	expect(place.outcomes).toEqual(['failed']);
	await soon(() => countJobs(database)).toBe(0);
});

test('after the last attempt a mail is given up, with the class of the last failure', async () => {
	// Without a pause another worker may end the last attempt before the one before it is counted.
	await using place = await aPlace({ retrySeconds: [1, 1] });
	await place.server.close();
	place.start();
	await send(place.database, {});
	await soon(() => countState(place.database, 'failed')).toBe(1);
	expect(await listFailedMail(place.database.app)).toMatchObject([{ failure: 'unreachable', attempts: 3 }]);
	await soon(() => place.outcomes).toEqual(['postponed', 'postponed', 'failed']);
});

test('a mail has its parts, the language of its reader, and no trace of the program', async () => {
	await using place = await aPlace();
	place.start();
	await send(place.database, { who: 'Zoë', language: 'nl' });
	await soon(() => place.server.received.length).toBe(1);
	const [mail] = place.server.received;
	expect(mail?.to).toEqual([TO]);
	expect(mail?.headers.get('from')).toBe(`Maillage <${FROM}>`);
	expect(mail?.headers.get('to')).toBe(TO);
	expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
	expect(mail?.headers.get('content-language')).toBe('nl');
	expect(mail?.headers.get('message-id')).toMatch(/^<[0-9a-f-]{36}@commune[.]test>$/);
	expect(mail?.headers.get('subject')).toMatch(/^=\?UTF-8\?/);
	expect(mail?.raw).not.toMatch(/x-mailer|nodemailer/i);
	expect(mail?.headers.get('content-type')).toMatch(/^multipart\/alternative;/);
	const plain = mail?.parts.get('text/plain') ?? '';
	const html = mail?.parts.get('text/html') ?? '';
	expect(plain).toContain('Bonjour <Zoë> & vous.');
	expect(plain).toContain('Ouvrir:\r\nhttps://maillage.test/fr/accueil?a=1&b=2');
	expect(plain).toContain('Dit bericht is automatisch verstuurd');
	expect(html).toContain('<html lang="nl">');
	expect(html).toContain('Bonjour &lt;Zoë&gt; &amp; vous.');
	expect(html).toContain('<a href="https://maillage.test/fr/accueil?a=1&amp;b=2">Ouvrir</a>');
	expect(html).not.toMatch(/<img|<script|<link|src=/);
});

test.each([
	['a carriage return', 'x\r\nBcc: all@ecole.test'],
	['a line feed', 'x\nBcc: all@ecole.test'],
	['a NUL', 'x\0'],
	['the line separator of Unicode', 'x\u2028y'],
])('data with %s is refused, however deep it stands', async (_, what) => {
	await using place = await aPlace();
	await expect(send(place.database, { what })).rejects.toThrow(/line break/);
	await expect(send(place.database, { what: { list: [{ deep: what }] } })).rejects.toThrow(/line break/);
	await expect(send(place.database, { what: { [what]: 1 } })).rejects.toThrow(/line break/);
	expect(await countRows(place.database)).toBe(0);
});

test.each(['lea@ecole.test\r\nBcc: all@ecole.test', 'lea@ecole.test, all@ecole.test', 'Léa <lea@ecole.test>', 'lea'])(
	'the address %j is refused, by us and by the database',
	async (to) => {
		await using place = await aPlace();
		await expect(send(place.database, { to })).rejects.toThrow();
		const past = sql`insert into outbox_mail (id, kind, recipient, language)
			values (gen_random_uuid(), 'directory.trial', ${to}, 'fr')`.execute(place.database.app);
		await expect(past).rejects.toThrow('outbox_mail_recipient_check');
	},
);

test('line breaks that come past us are refused by the database', async () => {
	await using place = await aPlace();
	const data = JSON.stringify({ list: [{ what: 'x\r\nBcc: all@ecole.test' }] });
	const past = sql`insert into outbox_mail (id, kind, recipient, language, data)
		values (gen_random_uuid(), 'directory.trial', ${TO}, 'fr', ${data})`.execute(place.database.app);
	await expect(past).rejects.toThrow('outbox_mail_data_check');
});

test('a template that would make a second header is not sent, and the operator sees it', async () => {
	await using place = await aPlace({ retrySeconds: [] });
	place.start();
	await send(place.database, { kind: 'directory.broken' });
	await soon(() => countState(place.database, 'failed')).toBe(1);
	expect(await listFailedMail(place.database.app)).toMatchObject([{ failure: 'unreadable' }]);
	expect(place.server.received).toEqual([]);
});

test('a kind of mail without a template is refused at once', async () => {
	await using place = await aPlace();
	await expect(send(place.database, { kind: 'directory.unknown' })).rejects.toThrow('no template');
});

test('neither the queue nor a report nor a finished mail holds what the mail said or to whom', async () => {
	await using place = await aPlace();
	const { database } = place;
	const planted = ['planted-secret', 'planted.reader'];
	place.server.refusal = { code: 451, words: '<planted.reader@ecole.test> planted-secret' };
	await send(database, { what: 'planted-secret', to: 'planted.reader@ecole.test' });
	expect(await dumpQueue(database)).toContain('send_mail:');
	const before = await dumpQueue(database);
	place.start();
	await soon(async () => (await listFailedMail(database.app)).length).toBe(1);
	const during = await dumpQueue(database);
	place.server.refusal = { code: 550, words: '<planted.reader@ecole.test> planted-secret' };
	await soon(() => countState(database, 'failed')).toBe(1);
	await place.stop();
	const row = await sql`select kind, data, last_error from outbox_mail`.execute(database.admin);
	for (const text of [before, during, await dumpQueue(database), JSON.stringify([row.rows, place.reports])]) {
		for (const word of planted) expect(text).not.toContain(word);
	}
});

test('without a mail server mail is kept; the demonstration shows what went to nobody, and nothing of real addresses', async () => {
	await using place = await aPlace({ smtp: false });
	place.start();
	const to = 'zoe@Commune.EXAMPLE';
	await send(place.database, { who: 'Zoë', to });
	await send(place.database, { who: 'Léa' });
	await soon(() => countState(place.database, 'kept')).toBe(2);
	const shown = await listKeptMail(place.database.app, { demonstration: true });
	expect(shown).toMatchObject([{ to, language: 'fr', subject: 'À lire : une réunion' }]);
	expect(shown[0]?.text).toContain('Bonjour <Zoë>');
	expect(await listKeptMail(place.database.app, { demonstration: false })).toEqual([]);
	expect(place.server.received).toEqual([]);
});

test.each(['x@commune.example', 'x@Commune.EXAMPLE'])('nothing is ever sent to %s', async (to) => {
	await using place = await aPlace();
	place.start();
	await send(place.database, { to });
	await soon(() => countState(place.database, 'kept')).toBe(1);
	expect(place.server.received).toEqual([]);
});

test('whoever writes a mail cannot read the outbox, change it or empty it', async () => {
	await using place = await aPlace();
	const { app, admin, owner } = place.database;
	await send(place.database, {});
	expect((await sql`select * from outbox_mail`.execute(app)).rows).toEqual([]);
	expect((await sql`update outbox_mail set recipient = 'other@ecole.test'`.execute(app)).numAffectedRows).toBe(0n);
	await expect(sql`delete from outbox_mail`.execute(app)).rejects.toThrow('permission denied');
	await expect(sql`truncate outbox_mail`.execute(app)).rejects.toThrow('permission denied');
	await expect(sql`select from outbox_mail`.execute(place.database.public)).rejects.toThrow('permission denied');
	await expect(
		sql`insert into outbox_mail (id, kind, recipient, language, state) values (gen_random_uuid(), 'a.b', ${TO}, 'fr', 'kept')`.execute(
			app,
		),
	).rejects.toThrow('permission denied');
	expect((await sql`select * from outbox_mail`.execute(owner)).rows).toEqual([]);
	expect((await sql`select * from outbox_mail`.execute(admin)).rows).toHaveLength(1);
});

test('a sent mail keeps nothing of what it said, and its address for seven days', async () => {
	await using place = await aPlace();
	const { database } = place;
	place.start();
	await send(database, {});
	await soon(() => countState(database, 'sent')).toBe(1);
	await place.stop();
	expect(await readRow(database)).toEqual({ recipient: TO, data: {} });
	await sql`update outbox_mail set sent_at = now() - interval '6 days 23 hours'`.execute(database.admin);
	expect(await eraseMailAddresses(database.app)).toBe(0);
	await sql`update outbox_mail set sent_at = now() - interval '7 days 1 minute'`.execute(database.admin);
	expect(await eraseMailAddresses(database.app)).toBe(1);
	expect(await readRow(database)).toEqual({ recipient: null, data: {} });
});

test('kept and failed mail loses its address too, waiting mail does not', async () => {
	await using place = await aPlace();
	const { database } = place;
	for (const what of ['kept', 'failed', 'waiting']) await send(database, { what });
	await sql`update outbox_mail set created_at = now() - interval '8 days', due_at = now() - interval '8 days',
		state = data->>'what', last_error = 'refused',
		data = case when data->>'what' = 'failed' then '{}' else data end`.execute(database.admin);
	expect(await eraseMailAddresses(database.app)).toBe(2);
	const { rows } = await sql`select state, recipient from outbox_mail order by state`.execute(database.admin);
	expect(rows).toEqual([
		{ state: 'failed', recipient: null },
		{ state: 'kept', recipient: null },
		{ state: 'waiting', recipient: TO },
	]);
});

test('a mail whose worker was killed is taken up again, and sent once', async () => {
	await using place = await aPlace();
	const { database } = place;
	await send(database, {});
	await sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'dead', attempts = 1`.execute(
		database.admin,
	);
	place.start();
	expect(await resumeMail(database.app, 300)).toBe(0);
	expect(await resumeMail(database.app, 0)).toBe(1);
	await soon(() => place.server.received.length).toBe(1);
	await soon(() => countState(database, 'sent')).toBe(1);
	expect(await resumeMail(database.app, 0)).toBe(0);
});

test('a worker that loses its connections goes on', async () => {
	await using place = await aPlace();
	place.start();
	await send(place.database, {});
	await soon(() => place.server.received.length).toBe(1);
	await endConnections(place.database);
	await send(place.database, {});
	await soon(() => place.server.received.length).toBe(2);
});

test('a letter whose record was lost with the connection is sent again, so that its receiver can tell', async () => {
	await using place = await aPlace();
	place.server.delayMilliseconds = 300;
	place.start();
	await send(place.database, {});
	await soon(() => countLocked(place.database)).toBe(1);
	await endConnections(place.database);
	await soon(() => countState(place.database, 'sent')).toBe(1);
	const names = place.server.received.map(({ headers }) => headers.get('message-id'));
	expect(names).toHaveLength(2);
	expect(names[0]).toBe(names[1]);
});

test('a worker that is stopped finishes the letter it is at', async () => {
	await using place = await aPlace();
	place.server.delayMilliseconds = 400;
	const jobs = place.start();
	await send(place.database, {});
	await soon(() => countLocked(place.database)).toBe(1);
	await jobs.stop();
	expect(place.server.received).toHaveLength(1);
	expect(await countState(place.database, 'sent')).toBe(1);
	expect(await countJobs(place.database)).toBe(0);
});

/** What happens by itself, within a time that a busy machine keeps to. */
function soon<Value>(read: () => Value | Promise<Value>): ReturnType<typeof expect.poll> {
	return expect.poll(read, { timeout: 12_000 });
}

interface Place extends AsyncDisposable {
	database: TestDatabase;
	server: Awaited<ReturnType<typeof aMailServer>>;
	outcomes: MailOutcome[];
	reports: unknown[];
	start(): RunningJobs;
	stop(): Promise<void>;
}

async function aPlace({ retrySeconds = [1, 1, 1, 1, 1, 1], smtp = true } = {}): Promise<Place> {
	const database = await aCopy();
	const server = await aMailServer();
	onTestFinished(() => server.close());
	const outcomes: MailOutcome[] = [];
	const reports: unknown[] = [];
	const report: JobsReport = {
		jobFailed: (failure) => reports.push(failure),
		interrupted: (reason) => reports.push(reason),
	};
	const running: RunningJobs[] = [];
	registerMailJobs({
		smtp: smtp ? { url: server.url, from: FROM } : undefined,
		count: (outcome) => outcomes.push(outcome),
		retrySeconds,
	});
	function start(): RunningJobs {
		const jobs = startJobs(database.urls.app, { report, pollMilliseconds: 100, restartMilliseconds: 100 });
		running.push(jobs);
		return jobs;
	}
	async function stop(): Promise<void> {
		await Promise.all(running.splice(0).map((jobs) => jobs.stop().catch(() => undefined)));
	}
	async function dispose(): Promise<void> {
		await stop();
		await database.close();
	}
	return { database, server, outcomes, reports, start, stop, [Symbol.asyncDispose]: dispose };
}

interface Trial {
	kind?: string;
	to?: string;
	what?: unknown;
	who?: string;
	language?: 'fr' | 'nl';
}

function send(database: TestDatabase, trial: Trial): Promise<void> {
	const { kind = 'directory.trial', to = TO, what = 'une réunion', who = 'Léa', language = 'fr' } = trial;
	// What no type lets through is what some of these tests are about.
	const data = { what, who } as { who: string };
	return database.app.transaction().execute((tx) => sendMail(tx, { kind, to, language, data }));
}

async function count(database: TestDatabase, what: ReturnType<typeof sql<{ count: number }>>): Promise<number> {
	return (await what.execute(database.admin)).rows[0]?.count ?? -1;
}

function countState(database: TestDatabase, state: string): Promise<number> {
	return count(database, sql`select count(*) as count from outbox_mail where state = ${state}`);
}

function countRows(database: TestDatabase): Promise<number> {
	return count(database, sql`select count(*) as count from outbox_mail`);
}

function countJobs(database: TestDatabase): Promise<number> {
	return count(database, sql`select count(*) as count from graphile_worker._private_jobs`);
}

function countLocked(database: TestDatabase): Promise<number> {
	return count(database, sql`select count(*) as count from graphile_worker._private_jobs where locked_at is not null`);
}

async function endConnections({ admin, name }: TestDatabase): Promise<void> {
	await sql`select pg_terminate_backend(pid) from pg_stat_activity
		where application_name = 'maillage jobs' and datname = ${name}`.execute(admin);
}

async function readRow(database: TestDatabase): Promise<unknown> {
	return (await sql`select recipient, data from outbox_mail`.execute(database.admin)).rows[0];
}

/** Everything that stands in the tables of the queue, as text. */
async function dumpQueue(database: TestDatabase): Promise<string> {
	const { rows: tables } = await sql<{ name: string }>`select relname as name from pg_class
		where relnamespace = 'graphile_worker'::regnamespace and relkind in ('r', 'p')`.execute(database.admin);
	const texts: string[] = [];
	for (const { name } of tables) {
		const table = sql.id('graphile_worker', name);
		const { rows } = await sql<{ text: string }>`select t::text as text from ${table} t`.execute(database.admin);
		texts.push(...rows.map(({ text }) => `${name} ${text}`));
	}
	return texts.join('\n');
}
