import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { Language } from '#house/language/language.ts';

/** A service of one's own by its name, in the reader's language where it has one. */
export interface NamedService {
	id: string;
	name: string;
	published: boolean;
	imaginary: boolean;
}

/** The services of the acting organisation that are not archived, by name. */
export async function nameOwnServices(
	tx: Transaction<DB>,
	{ organisationId, language }: { organisationId: string; language: Language },
): Promise<NamedService[]> {
	const { rows } = await sql<NamedService>`
		select s.id, s.published, s.imaginary, coalesce(t.name, '') as name
		from service s
		left join lateral (
			select name from service_text where service_id = s.id
			order by language = ${language} desc, language = s.main_language desc, language limit 1
		) t on true
		where s.organisation_id = ${organisationId} and s.state <> 'archived'
		order by lower(t.name), s.id`.execute(tx);
	return rows;
}
