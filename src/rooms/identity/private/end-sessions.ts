import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** Whose roles change signs in again. The session of whoever acts upon themselves stays: it has just shown who they are. */
export async function endSessions(
	tx: Transaction<DB>,
	personId: string,
	{ except }: { except: string },
): Promise<void> {
	await tx.deleteFrom('session').where('person_id', '=', personId).where('id', '<>', except).execute();
}
