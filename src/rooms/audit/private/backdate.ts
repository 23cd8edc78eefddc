import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';

/**
 * For tests: as the superuser, moves chains into the past with hashes that hold together, for a root needs a day that is over.
 * It is also the most thorough forgery there is.
 */
export async function backdate(admin: Database, interval: string, organisation?: string): Promise<void> {
	await admin.transaction().execute(async (tx) => {
		await sql`set local session_replication_role = replica`.execute(tx);
		await sql`update audit_entry set at = at - ${interval}::interval
			where ${organisation ?? null}::uuid is null or organisation_id = ${organisation ?? null}`.execute(tx);
		const { rows } = await sql<{ organisation_id: string; number: number }>`
			select organisation_id, number from audit_entry order by organisation_id, number`.execute(tx);
		for (const { organisation_id, number } of rows) {
			await sql`update audit_entry e set previous = p.hash from audit_entry p where p.organisation_id = e.organisation_id
				and p.number = e.number - 1 and e.organisation_id = ${organisation_id} and e.number = ${number}`.execute(tx);
			await sql`update audit_entry e set hash = audit_hash(e)
				where organisation_id = ${organisation_id} and number = ${number}`.execute(tx);
		}
	});
}
