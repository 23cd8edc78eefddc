import { sql, type Kysely, type Transaction } from 'kysely';
import type { DB } from './schema.ts';

/** On whose behalf a transaction works. Row-level security sees the rows of `organisationId`, or those of the person. */
export interface ActingFor {
	organisationId?: string;
	personId?: string | null;
	role?: string;
	teamId?: string | undefined;
}

/** One transaction on someone's behalf: row-level security reads these settings, which end with the transaction. */
export function actAs<Result>(
	database: Kysely<DB>,
	{ organisationId, personId, role, teamId }: ActingFor,
	work: (tx: Transaction<DB>) => Promise<Result>,
): Promise<Result> {
	return database.transaction().execute(async (tx) => {
		await sql`select set_config('app.organisation', ${organisationId ?? ''}, true),
			set_config('app.person', ${personId ?? ''}, true),
			set_config('app.role', ${role ?? ''}, true),
			set_config('app.team', ${teamId ?? ''}, true)`.execute(tx);
		return work(tx);
	});
}
