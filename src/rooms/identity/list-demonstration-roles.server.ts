import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '#house/database/kysely.ts';
import type { Language } from '#house/language/language.ts';
import { roles, type Role } from './roles.ts';

const KnownRole = z.enum(roles);

export interface DemonstrationPlace {
	id: string;
	name: string;
	roles: Role[];
}

/** The organisations in which the demonstration may be tried, with the roles to try. Empty without the demonstration. */
export async function listDemonstrationRoles(database: Database, language: Language): Promise<DemonstrationPlace[]> {
	const { rows } = await sql<{ id: string; name: string; roles: string[] }>`
		select organisation_id as id, max(${sql.ref(`name_${language}`)}) as name, array_agg(distinct role) as roles
		from demonstration_roles() group by organisation_id order by 2, 1`.execute(database);
	return rows.map(({ id, name, roles: known }) => ({ id, name, roles: known.map((role) => KnownRole.parse(role)) }));
}
