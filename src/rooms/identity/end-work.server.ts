import { sql, type SqlBool } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { access } from './access.ts';
import type { RoleRefusal } from './colleague.ts';
import { unlessLast } from './private/broken-rule.ts';
import { endSessions } from './private/end-sessions.ts';
import { findActor, type SignedIn } from './signed-in.ts';

/**
 * Someone leaves the organisation: every role there ends at once, and every session. Invitations they sent stay with the organisation;
 * those to their own address are withdrawn, so that no forgotten link brings them back.
 */
export async function endWork(
	database: Database,
	person: SignedIn,
	{ organisationId, personId }: { organisationId: string; personId: string },
): Promise<{ ended: number } | { refused: RoleRefusal }> {
	const actor = findActor(person, { organisationId }, access.endWork);
	if (actor === undefined) return { refused: 'unknown' };
	const leaving = actAs(database, actor, async (tx): Promise<{ ended: number } | { refused: RoleRefusal }> => {
		const ended = await tx
			.updateTable('role_grant')
			.set({ withdrawn_at: sql`clock_timestamp()` })
			.where('organisation_id', '=', organisationId)
			.where('person_id', '=', personId)
			.where('withdrawn_at', 'is', null)
			.returning('role')
			.execute();
		if (ended.length === 0) return { refused: 'unknown' };
		await tx
			.updateTable('invitation')
			.set({ revoked_at: sql`now()` })
			.where('organisation_id', '=', organisationId)
			.where('accepted_at', 'is', null)
			.where('revoked_at', 'is', null)
			.where(sql<SqlBool>`lower(email) = (select lower(p.email) from staff_member p where p.id = ${personId})`)
			.execute();
		await endSessions(tx, personId, { except: person.sessionId });
		const details = { person: personId, roles: ended.map(({ role }) => role).join(' ') };
		await recordAct(tx, actor, { act: 'person.left', object: `organisation:${organisationId}`, details });
		return { ended: ended.length };
	});
	return unlessLast(leaving);
}
