import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { languages } from '#house/language/language.ts';
import { renderMail } from '#house/mail/mail.ts';
import { aColleague } from '#rooms/identity/colleague.builder.ts';
import { remindAdministrators } from './remind-administrators.server.ts';
import { REMINDER_MAIL, registerReminderMail } from './reminder-mail.ts';

const { admin, owner, app } = await aDatabase();
registerReminderMail();
let organisationId: string;

beforeAll(async () => {
	organisationId = await anOrganisation(owner);
	await aColleague(owner, { organisationId, role: 'organisation_administrator', language: 'de' });
	await aColleague(owner, { organisationId, role: 'coordinator' });
	await addService('2026-01-05');
	// Someone else's, confirmed not long ago.
	const fresh = await anOrganisation(owner);
	await aColleague(owner, { organisationId: fresh, role: 'organisation_administrator' });
	await addService('2026-11-01', fresh);
});

async function addService(confirmedOn: string, of = organisationId): Promise<void> {
	await owner.transaction().execute(async (tx) => {
		const { id } = await tx
			.insertInto('service')
			.values({ organisation_id: of, origin_key: crypto.randomUUID(), confirmed_on: confirmedOn })
			.returning('id')
			.executeTakeFirstOrThrow();
		const key = { organisation_id: of, service_id: id, published: false };
		await tx
			.insertInto('service_text')
			.values({ ...key, language: 'fr', name: 'Le Relais' })
			.execute();
		await tx.updateTable('service').set({ state: 'published' }).where('id', '=', id).execute();
	});
}

async function readMails() {
	const { rows } = await sql<{ language: string; data: unknown }>`
		select language, data from outbox_mail where kind = ${REMINDER_MAIL} order by created_at`.execute(admin);
	return rows;
}

test('administrators are reminded on working days, once in two weeks of work, of how many entries wait', async () => {
	expect(await remindAdministrators(app, '2026-11-22')).toBe(0);
	expect(await remindAdministrators(app, '2026-11-23')).toBe(1);
	const path = `/de/work/${organisationId}/services?due=1`;
	expect(await readMails()).toEqual([{ language: 'de', data: { count: 1, path } }]);
	expect(await remindAdministrators(app, '2026-11-23')).toBe(0);
	expect(await remindAdministrators(app, '2026-12-04')).toBe(0);
	expect(await remindAdministrators(app, '2026-12-07')).toBe(1);
	expect(await readMails()).toHaveLength(2);
});

test('two jobs at once write one reminder', async () => {
	const before = (await readMails()).length;
	const done = await Promise.all([remindAdministrators(app, '2027-01-11'), remindAdministrators(app, '2027-01-11')]);
	expect(done.reduce((sum, count) => sum + count)).toBeGreaterThan(0);
	const after = (await readMails()).slice(before);
	expect(after.filter(({ language }) => language === 'de')).toHaveLength(1);
});

test.each(languages)('the mail in %s says how many entries wait, and names none', (language) => {
	const mail = renderMail(REMINDER_MAIL, { count: 3, path: '/fr/work/x/services?due=1' }, language);
	expect(mail.text).toContain('3');
	expect(mail.text).toContain('/services?due=1');
	expect(mail.text).not.toContain('Relais');
});
