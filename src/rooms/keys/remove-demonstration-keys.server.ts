import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** Takes the keys of imaginary people and of the teams they made keys for. As the owner of the tables; requests are gone by then. */
export async function removeDemonstrationKeys(tx: Transaction<DB>): Promise<void> {
	await sql`delete from team_key k using staff_member p where p.id = k.made_by and p.imaginary`.execute(tx);
	await sql`delete from team_key_wrap w using staff_member p where p.id = w.person_id and p.imaginary`.execute(tx);
	await sql`delete from team_key_recovery_wrap w using recovery_recipient r, staff_member p
		where r.organisation_id = w.organisation_id and r.id = w.recovery_id and p.id = r.made_by and p.imaginary`.execute(tx);
	await sql`delete from recovery_recipient r using staff_member p where p.id = r.made_by and p.imaginary`.execute(tx);
	await sql`delete from staff_key_slot s using staff_member p where p.id = s.person_id and p.imaginary`.execute(tx);
	await sql`delete from staff_key k using staff_member p where p.id = k.person_id and p.imaginary`.execute(tx);
}
