import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { Intake } from '../intake.ts';

/** Who takes what is written to a service now; undefined where nobody does. The transaction is an asker's. */
export async function findIntake(tx: Transaction<DB>, serviceId: string): Promise<Intake | undefined> {
	const { rows } = await sql<{ intake: unknown }>`select open_intake(${serviceId}) as intake`.execute(tx);
	const [row] = rows;
	return row === undefined || row.intake === null ? undefined : Intake.parse(row.intake);
}
