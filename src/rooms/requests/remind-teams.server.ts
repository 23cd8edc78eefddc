import { sql, type Transaction } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import { doPart } from '#house/database/do-part.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { addWorkingDays, isWorkingDay } from '#house/language/working-days.ts';
import { sendMail } from '#house/mail/send-mail.server.ts';
import { listRoleAddresses } from '#rooms/identity/list-role-addresses.server.ts';
import type { Role } from '#rooms/identity/roles.ts';
import { ESCALATION_OF_REQUESTS, REMINDER_OF_REQUESTS } from './request-mail.ts';

/**
 * On working days: what is overdue since the day before is told to the professionals of its team; what still waits after as many working
 * days again as were promised, to the coordinators, of the team or else of the organisation. Once for each request; one mail for all of a
 * team. Nothing is ever refused or closed by itself. Returns how many teams were written to.
 */
export async function remindTeams(database: Database, day: string): Promise<number> {
	if (!isWorkingDay(day)) return 0;
	let told = 0;
	for (const organisationId of await listOrganisations(database, day)) {
		told += await actAs(database, { organisationId, role: 'system' }, (tx) => tell(tx, organisationId, day));
	}
	return told;
}

function listOrganisations(database: Database, day: string): Promise<string[]> {
	return database.transaction().execute((tx) =>
		doPart(tx, 'reminding', async () => {
			const { rows } = await sql<{ id: string }>`
				select distinct organisation_id as id from request
				where waits_for_team and closed_at is null and due_on < ${day} and (reminded_on is null or escalated_on is null)
				order by 1`.execute(tx);
			return rows.map(({ id }) => id);
		}),
	);
}

interface Overdue {
	id: string;
	team: string;
	dueOn: string;
	promised: number;
	reminded: boolean;
}

async function tell(tx: Transaction<DB>, organisationId: string, day: string): Promise<number> {
	const overdue = await doPart(tx, 'reminding', () => takeOverdue(tx, organisationId, day));
	const teams = Map.groupBy(overdue, ({ team }) => team);
	for (const [teamId, requests] of teams) {
		const late = requests.filter((request) => isLate(request, day));
		await write(tx, { organisationId, teamId, kind: ESCALATION_OF_REQUESTS, count: late.length });
		await write(tx, { organisationId, teamId, kind: REMINDER_OF_REQUESTS, count: requests.length - late.length });
	}
	return teams.size;
}

function isLate({ dueOn, promised }: Overdue, day: string): boolean {
	return addWorkingDays(dueOn, promised) < day;
}

/** What is to be told today, noted as told in the same transaction. */
async function takeOverdue(tx: Transaction<DB>, organisationId: string, day: string): Promise<Overdue[]> {
	const { rows } = await sql<Overdue>`
		select r.id, r.team_id as team, r.due_on as "dueOn", coalesce(i.promised_days, 5) as promised, r.reminded_on is not null as reminded
		from request r
		left join request_intake i on i.organisation_id = r.organisation_id and i.service_id = r.service_id
		where r.organisation_id = ${organisationId} and r.waits_for_team and r.closed_at is null
			and r.due_on < ${day} and r.escalated_on is null
		order by r.id for update of r`.execute(tx);
	const due = rows.filter((row) => !row.reminded || isLate(row, day));
	for (const row of due) {
		await tx
			.updateTable('request')
			.set(isLate(row, day) ? { reminded_on: day, escalated_on: day } : { reminded_on: day })
			.where('organisation_id', '=', organisationId)
			.where('id', '=', row.id)
			.execute();
	}
	return due;
}

interface Letter {
	organisationId: string;
	teamId: string;
	kind: string;
	count: number;
}

async function write(tx: Transaction<DB>, { organisationId, teamId, kind, count }: Letter): Promise<void> {
	if (count === 0) return;
	for (const { email: to, language } of await findReaders(tx, { organisationId, teamId, kind })) {
		const path = `/${language}/work/${organisationId}/requests/${teamId}?overdue=1`;
		await sendMail(tx, { kind, to, language, data: { count, path } });
	}
}

/** The first of those that anyone is. Whoever is written to in the end can open the inbox, or see to it that somebody does. */
async function findReaders(tx: Transaction<DB>, { organisationId, teamId, kind }: Omit<Letter, 'count'>) {
	const team: { role: Role; teamId?: string }[] = [{ role: 'professional', teamId }];
	const above: { role: Role; teamId?: string }[] = [
		{ role: 'coordinator', teamId },
		{ role: 'coordinator' },
		{ role: 'organisation_administrator' },
	];
	for (const who of kind === REMINDER_OF_REQUESTS ? [...team, ...above] : above) {
		const addresses = await listRoleAddresses(tx, { organisationId, ...who });
		if (addresses.length > 0) return addresses;
	}
	return [];
}
