import { sql, type Transaction } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { addWorkingDays, isWorkingDay } from '#house/language/working-days.ts';
import { sendMail } from '#house/mail/send-mail.server.ts';
import { listRoleAddresses } from '#rooms/identity/list-role-addresses.server.ts';
import { whereDue } from './private/select-own-services.ts';
import { REMINDER_MAIL } from './reminder-mail.ts';
import { writeServiceFilter } from './service-filter.ts';

/** Two weeks of work: who has little time is not written to every day. */
const workingDaysBetween = 10;

/**
 * Reminds the administrators of every organisation that has entries to confirm, on working days, each organisation at most once in
 * two weeks of work. Returns how many organisations were reminded. Called twice on a day, it writes once.
 */
export async function remindAdministrators(database: Database, day: string): Promise<number> {
	if (!isWorkingDay(day)) return 0;
	const { rows } = await sql<{ organisation_id: string; count: number }>`
		select s.organisation_id, count(*)::int as count from service s
		where ${whereDue(day)} group by s.organisation_id order by s.organisation_id`.execute(database);
	let reminded = 0;
	for (const { organisation_id: organisationId, count } of rows) {
		const sent = await actAs(database, { organisationId }, (tx) => remind(tx, { organisationId, count, day }));
		if (sent) reminded += 1;
	}
	return reminded;
}

interface Reminder {
	organisationId: string;
	count: number;
	day: string;
}

async function remind(tx: Transaction<DB>, { organisationId, count, day }: Reminder): Promise<boolean> {
	const administrators = await listRoleAddresses(tx, { organisationId, role: 'organisation_administrator' });
	if (administrators.length === 0 || !(await takeTurn(tx, organisationId, day))) return false;
	for (const { email: to, language } of administrators) {
		const path = `/${language}/work/${organisationId}/services${writeServiceFilter({ due: true })}`;
		await sendMail(tx, { kind: REMINDER_MAIL, to, language, data: { count, path } });
	}
	return true;
}

/** Notes the reminder; false when the last one is too recent. Two jobs at once come one after the other here. */
async function takeTurn(tx: Transaction<DB>, organisationId: string, day: string): Promise<boolean> {
	const row = { organisation_id: organisationId, sent_on: day };
	const first = await tx
		.insertInto('service_reminder')
		.values(row)
		.onConflict((conflict) => conflict.doNothing())
		.executeTakeFirst();
	if (first.numInsertedOrUpdatedRows === 1n) return true;
	const last = await tx
		.selectFrom('service_reminder')
		.select(sql<string>`sent_on`.as('sent_on'))
		.where('organisation_id', '=', organisationId)
		.forUpdate()
		.executeTakeFirst();
	if (last === undefined || addWorkingDays(last.sent_on, workingDaysBetween) > day) return false;
	await tx.updateTable('service_reminder').set(row).where('organisation_id', '=', organisationId).execute();
	return true;
}
