import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { systemActor, type AuditActor } from '#rooms/audit/actor.ts';
import { getSignatory } from '#rooms/directory/get-signatory.server.ts';

/** The signatory that keeps the secretariat, on whose chain it stands what applicants and Maillage itself do. */
const SECRETARIAT = 'fwb';

/** A step of the transaction as Maillage itself, for the secretariat; afterwards it acts for whom it acted before. */
export async function meanwhileAsSystem<Result>(
	tx: Transaction<DB>,
	work: (actor: AuditActor) => Promise<Result>,
): Promise<Result> {
	const organisationId = await getSecretariat(tx);
	const { rows } = await sql<{ role: string | null; organisation: string | null }>`
		select current_setting('app.role', true) as role, current_setting('app.organisation', true) as organisation,
			set_config('app.role', 'system', true), set_config('app.organisation', ${organisationId}, true)`.execute(tx);
	const result = await work(systemActor(organisationId));
	await sql`select set_config('app.role', ${rows[0]?.role ?? ''}, true),
		set_config('app.organisation', ${rows[0]?.organisation ?? ''}, true)`.execute(tx);
	return result;
}

function getSecretariat(tx: Transaction<DB>): Promise<string> {
	return getSignatory(tx, SECRETARIAT);
}
