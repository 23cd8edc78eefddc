import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** What imaginary people have said of keeping: no organisation wakes up with a rule that it did not set. As the owner of the tables. */
export async function removeDemonstrationRules(tx: Transaction<DB>, people: readonly string[]): Promise<void> {
	await tx
		.deleteFrom('retention_rule')
		.where(sql<boolean>`set_by = any (${people}::uuid[])`)
		.execute();
}
