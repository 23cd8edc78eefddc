import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** What waits for someone on this day: a confirmation, or the end of a pause whose day has passed. */
export function whereDue(today: string): RawBuilder<boolean> {
	return sql<boolean>`(s.published and (s.confirmed_on is null
		or s.confirmed_on < (${today}::date - make_interval(months => s.confirmation_months))::date
		or s.state = 'paused' and s.paused_until < ${today}::date))`;
}

/** As `listMissing` says of a record; a test holds the two together. */
export const whereIncomplete: RawBuilder<boolean> = sql<boolean>`(s.audiences = '{}' or s.needs = '{}'
	or num_nonnulls(s.phone, s.email, s.url) = 0
	or not exists (select from service_coverage c where c.service_id = s.id)
	or not exists (select from service_text t where t.service_id = s.id and t.language = s.main_language and t.description <> ''))`;

interface Wish {
	organisationId: string;
	where: RawBuilder<boolean>[];
	limit: number;
	offset: number;
}

/** The ids of an organisation's services that fit, by name in their main language. */
export async function selectOwnServices(
	tx: Transaction<DB>,
	{ organisationId, where, limit, offset }: Wish,
): Promise<string[]> {
	const conditions = sql.join([sql`s.organisation_id = ${organisationId}`, ...where], sql` and `);
	const { rows } = await sql<{ id: string }>`
		select s.id from service s
		left join service_text name on name.service_id = s.id and name.language = s.main_language
		where ${conditions}
		order by lower(name.name), s.id
		limit ${limit} offset ${offset}`.execute(tx);
	return rows.map(({ id }) => id);
}
