import { sql } from 'kysely';
import { z } from 'zod';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { access } from './access.ts';
import type { RoleRefusal } from './colleague.ts';
import { giversOf } from './giving.ts';
import { unlessLast } from './private/broken-rule.ts';
import { endSessions } from './private/end-sessions.ts';
import { roles } from './roles.ts';
import { findActor, type SignedIn } from './signed-in.ts';

const KnownRole = z.enum(roles);

/** Withdraws one role. Whoever holds no other in the organisation no longer works there. */
export async function withdrawRole(
	database: Database,
	person: SignedIn,
	{ organisationId, grantId }: { organisationId: string; grantId: string },
): Promise<{ personId: string } | { refused: RoleRefusal }> {
	const reader = findActor(person, { organisationId }, access.withdrawRole);
	if (reader === undefined) return { refused: 'unknown' };
	const withdrawing = actAs(database, reader, async (tx): Promise<{ personId: string } | { refused: RoleRefusal }> => {
		const grant = await tx
			.selectFrom('role_grant')
			.select(['person_id', 'role'])
			.where('organisation_id', '=', organisationId)
			.where('id', '=', grantId)
			.where('withdrawn_at', 'is', null)
			.forUpdate()
			.executeTakeFirst();
		if (grant === undefined) return { refused: 'unknown' };
		const { person_id: personId } = grant;
		const role = KnownRole.parse(grant.role);
		const actor = findActor(person, { organisationId }, giversOf(role));
		if (actor === undefined) return { refused: 'not_yours_to_give' };
		await tx
			.updateTable('role_grant')
			.set({ withdrawn_at: sql`clock_timestamp()` })
			.where('id', '=', grantId)
			.execute();
		await endSessions(tx, personId, { except: person.sessionId });
		const details = { person: personId, role };
		await recordAct(tx, actor, { act: 'role.withdrawn', object: `role:${grantId}`, details });
		return { personId };
	});
	return unlessLast(withdrawing);
}
