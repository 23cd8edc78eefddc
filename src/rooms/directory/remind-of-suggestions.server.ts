import { sql, type RawBuilder, type Transaction } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { isWorkingDay } from '#house/language/working-days.ts';
import { sendMail } from '#house/mail/send-mail.server.ts';
import { listRoleAddresses } from '#rooms/identity/list-role-addresses.server.ts';
import type { Role } from '#rooms/identity/roles.ts';
import { ESCALATION_OF_SUGGESTIONS, REMINDER_OF_SUGGESTIONS } from './suggestion-mail.ts';
import { lastToEscalate, lastToRemind } from './suggestion.ts';

/**
 * On working days, tells the administrators of what has waited for five working days, and the coordinators of the same organisation of what
 * has waited for ten: one mail to each for all of it, and for each suggestion once. Returns how many organisations were written to.
 */
export async function remindOfSuggestions(database: Database, day: string): Promise<number> {
	if (!isWorkingDay(day)) return 0;
	let told = 0;
	for (const organisationId of await listOrganisations(database, day)) {
		const has = await actAs(database, { organisationId, role: 'system' }, (tx) => tell(tx, organisationId, day));
		if (has) told += 1;
	}
	return told;
}

const isReminded = (day: string) => sql<boolean>`reminded_on is null and received_on <= ${lastToRemind(day)}`;
const isEscalated = (day: string) => sql<boolean>`escalated_on is null and received_on <= ${lastToEscalate(day)}`;

function listOrganisations(database: Database, day: string): Promise<string[]> {
	return database.transaction().execute(async (tx) => {
		await remember(tx);
		const { rows } = await sql<{ id: string }>`
			select distinct organisation_id as id from service_suggestion
			where answer is null and received_on <= ${lastToRemind(day)} and (${isReminded(day)} or ${isEscalated(day)})
			order by organisation_id`.execute(tx);
		return rows.map(({ id }) => id);
	});
}

/** Row-level security shows what waits to this work alone. */
async function remember(tx: Transaction<DB>): Promise<void> {
	await sql`select set_config('app.part', 'reminding', true)`.execute(tx);
}

async function tell(tx: Transaction<DB>, organisationId: string, day: string): Promise<boolean> {
	await remember(tx);
	const escalated = await note(tx, { organisationId, column: 'escalated_on', where: isEscalated(day), day });
	const reminded = await note(tx, { organisationId, column: 'reminded_on', where: isReminded(day), day });
	await sql`select set_config('app.part', '', true)`.execute(tx);
	const letters = [
		{ kind: ESCALATION_OF_SUGGESTIONS, count: escalated, roles: ['coordinator', 'organisation_administrator'] },
		// What goes to the coordinators today is no longer the administrators' to be reminded of.
		{ kind: REMINDER_OF_SUGGESTIONS, count: Math.max(0, reminded - escalated), roles: ['organisation_administrator'] },
	] as const;
	for (const letter of letters) await write(tx, organisationId, letter);
	return escalated + reminded > 0;
}

interface Note {
	organisationId: string;
	column: 'reminded_on' | 'escalated_on';
	where: RawBuilder<boolean>;
	day: string;
}

async function note(tx: Transaction<DB>, { organisationId, column, where, day }: Note): Promise<number> {
	const { numUpdatedRows } = await tx
		.updateTable('service_suggestion')
		.set({ [column]: day })
		.where('organisation_id', '=', organisationId)
		.where('answer', 'is', null)
		.where(where)
		.executeTakeFirst();
	return Number(numUpdatedRows);
}

/** To the holders of the first of these roles that anyone holds. */
async function write(
	tx: Transaction<DB>,
	organisationId: string,
	{ kind, count, roles }: { kind: string; count: number; roles: readonly Role[] },
): Promise<void> {
	if (count === 0) return;
	for (const role of roles) {
		const addresses = await listRoleAddresses(tx, { organisationId, role });
		for (const { email: to, language } of addresses) {
			const path = `/${language}/work/${organisationId}/suggestions`;
			await sendMail(tx, { kind, to, language, data: { count, path } });
		}
		if (addresses.length > 0) return;
	}
}
