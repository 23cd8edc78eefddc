import { randomUUID } from 'node:crypto';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { beginSession } from './begin-session.server.ts';
import { findInvitation } from './find-invitation.server.ts';
import type { AcceptRefusal } from './invitation.ts';
import { unlessAmongReal } from './private/broken-rule.ts';
import { explainClosed, holdOpenInvitation, useInvitation } from './private/use-invitation.ts';
import type { Role } from './roles.ts';

type Accepted = { token: string; role: Role };

/**
 * Someone new accepts: an account, the role, and a session with one factor, for the link has proved the address.
 * Where the address has an account already, its owner signs in first: a link that was passed on must not open that account.
 */
export async function acceptInvitation(
	database: Database,
	link: string,
): Promise<Accepted | { refused: AcceptRefusal }> {
	const invitation = await findInvitation(database, link);
	if (invitation?.state !== 'open') return { refused: explainClosed(invitation) };
	const { organisationId, role, name, email, language, imaginary } = invitation;
	const personId = randomUUID();
	const accepting = actAs(database, { organisationId, personId, role }, async (tx) => {
		if (!(await holdOpenInvitation(tx, link))) return undefined;
		const created = await tx
			.insertInto('staff_member')
			.values({ id: personId, name, email, language, imaginary })
			.onConflict((conflict) => conflict.doNothing())
			.returning('id')
			.executeTakeFirst();
		if (created === undefined) return { refused: 'sign_in_first' as const };
		await useInvitation(tx, invitation, personId);
		return { token: await beginSession(tx, { personId, method: 'code', factors: 1 }), role };
	});
	return (await unlessAmongReal(accepting)) ?? { refused: explainClosed(await findInvitation(database, link)) };
}
