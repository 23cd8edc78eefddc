import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import { Intake } from '../intake.ts';
import { actAsAsker } from './as-asker.ts';

/** Who reads what is written to a service now, and to what it is sealed; undefined where nobody takes anything. */
export function findIntake(database: Database, serviceId: string): Promise<Intake | undefined> {
	return actAsAsker(database, async (tx) => {
		const { rows } = await sql<{ intake: unknown }>`select open_intake(${serviceId}) as intake`.execute(tx);
		const intake = rows[0]?.intake ?? undefined;
		return intake === undefined ? undefined : Intake.parse(intake);
	});
}
