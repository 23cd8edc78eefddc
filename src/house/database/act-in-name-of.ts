import { sql, type Transaction } from 'kysely';
import type { DB } from './schema.ts';

/** Who agreed beforehand to a step that another organisation's transaction carries out. */
interface Agreed {
	organisationId: string;
	personId: string;
	role: string;
}

/** A step inside a transaction in the name of someone of another organisation. Afterwards it acts for whom it acted before. */
export async function actInNameOf<Result>(
	tx: Transaction<DB>,
	{ organisationId, personId, role }: Agreed,
	work: () => Promise<Result>,
): Promise<Result> {
	const { rows } = await sql<{ organisation: string | null; person: string | null; role: string | null }>`
		select acting_organisation() as organisation, acting_person() as person, acting_role() as role`.execute(tx);
	await set(tx, { organisation: organisationId, person: personId, role });
	const result = await work();
	await set(tx, rows[0] ?? { organisation: null, person: null, role: null });
	return result;
}

type Settings = { organisation: string | null; person: string | null; role: string | null };

async function set(tx: Transaction<DB>, { organisation, person, role }: Settings): Promise<void> {
	await sql`select set_config('app.organisation', ${organisation ?? ''}, true), set_config('app.person', ${person ?? ''}, true),
		set_config('app.role', ${role ?? ''}, true)`.execute(tx);
}
