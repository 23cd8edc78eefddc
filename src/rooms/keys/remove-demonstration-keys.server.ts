import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** Takes the keys of imaginary people, and those of the teams for which they made them. As the owner of the tables; what was written is gone by then. */
export async function removeDemonstrationKeys(tx: Transaction<DB>, people: readonly string[]): Promise<void> {
	const theirs = (column: string) => sql<boolean>`${sql.ref(column)} = any (${people}::uuid[])`;
	const papers = tx.selectFrom('recovery_recipient').select('id').where(theirs('made_by'));
	await tx.deleteFrom('team_key').where(theirs('made_by')).execute();
	await tx.deleteFrom('team_key_wrap').where(theirs('person_id')).execute();
	await tx.deleteFrom('team_key_recovery_wrap').where('recovery_id', 'in', papers).execute();
	await tx.deleteFrom('recovery_recipient').where(theirs('made_by')).execute();
	await tx.deleteFrom('staff_key_slot').where(theirs('person_id')).execute();
	await tx.deleteFrom('staff_key').where(theirs('person_id')).execute();
}
