import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/**
 * Takes what was written to imaginary services, and what imaginary people have said of keeping it: no organisation wakes up with a rule that it
 * did not set. As the owner of the tables.
 */
export async function removeDemonstrationRequests(tx: Transaction<DB>): Promise<void> {
	await sql`delete from request r using service s where s.id = r.service_id and s.imaginary`.execute(tx);
	await sql`delete from request_intake i using service s where s.id = i.service_id and s.imaginary`.execute(tx);
	await sql`delete from retention_rule r using staff_member p where p.id = r.set_by and p.imaginary
		and not exists (select from request q where q.organisation_id = r.organisation_id)`.execute(tx);
}
