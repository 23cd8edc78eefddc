import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { Act } from '#rooms/audit/acts.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';

/** Someone's own key concerns every organisation they work in: it is recorded in each, always in the same order. Call it last. */
export async function recordForPerson(tx: Transaction<DB>, { personId, grants }: SignedIn, act: Act): Promise<void> {
	const roles = new Map(grants.map(({ organisationId, role }) => [organisationId, role]));
	for (const [organisationId, role] of [...roles].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
		await sql`select set_config('app.organisation', ${organisationId}, true)`.execute(tx);
		await recordAct(tx, { organisationId, personId, role }, { act });
	}
}
