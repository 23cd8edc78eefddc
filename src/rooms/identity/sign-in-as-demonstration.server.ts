import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { beginSession } from './begin-session.server.ts';
import { DEMONSTRATION_DOMAIN, type DemonstrationForm } from './demonstration.ts';

/** A session as someone imaginary, with every right of the role. Only for people whom the demonstration itself has loaded. */
export async function signInAsDemonstration(
	database: Database,
	{ organisationId, role }: DemonstrationForm,
): Promise<{ token: string } | { refused: 'no_such_role' }> {
	const found = await actAs(database, { organisationId }, (tx) =>
		tx
			.selectFrom('role_grant as g')
			.innerJoin('staff_member as p', 'p.id', 'g.person_id')
			.select('p.id')
			.where('g.organisation_id', '=', organisationId)
			.where('g.role', '=', role)
			.where('g.withdrawn_at', 'is', null)
			.where('p.imaginary', '=', true)
			.where('p.email', 'like', `%@${DEMONSTRATION_DOMAIN}`)
			.executeTakeFirst(),
	);
	if (found === undefined) return { refused: 'no_such_role' };
	const personId = found.id;
	const token = await actAs(database, { personId }, (tx) =>
		beginSession(tx, { personId, method: 'demonstration', factors: 2 }),
	);
	return { token };
}
