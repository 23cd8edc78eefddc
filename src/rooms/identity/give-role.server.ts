import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { access } from './access.ts';
import type { RoleForm, RoleRefusal } from './colleague.ts';
import { giversOf } from './giving.ts';
import { unlessAmongReal } from './private/broken-rule.ts';
import { endSessions } from './private/end-sessions.ts';
import { holdOpenTeam } from './private/open-team.ts';
import { readRoles } from './private/roles-of-people.ts';
import { findActor, type SignedIn } from './signed-in.ts';

/** Gives a role to someone who already works in the organisation; whoever does not is invited. */
export async function giveRole(
	database: Database,
	person: SignedIn,
	{ organisationId, personId, role, teamId }: RoleForm & { organisationId: string; personId: string },
): Promise<{ grantId: string } | { refused: RoleRefusal }> {
	if (findActor(person, { organisationId }, access.giveRole) === undefined) return { refused: 'unknown' };
	const actor = findActor(person, { organisationId }, giversOf(role));
	if (actor === undefined) return { refused: 'not_yours_to_give' };
	const giving = actAs(database, actor, async (tx): Promise<{ grantId: string } | { refused: RoleRefusal }> => {
		const held = (await readRoles(tx, organisationId, [personId])).get(personId) ?? [];
		if (held.length === 0) return { refused: 'unknown' };
		if (teamId !== undefined && !(await holdOpenTeam(tx, organisationId, teamId))) return { refused: 'team_closed' };
		const given = await tx
			.insertInto('role_grant')
			.values({ organisation_id: organisationId, person_id: personId, role, team_id: teamId ?? null })
			.onConflict((conflict) => conflict.doNothing())
			.returning('id')
			.executeTakeFirst();
		if (given === undefined) return { refused: 'has_role' };
		await endSessions(tx, personId, { except: person.sessionId });
		const details = { person: personId, role, ...(teamId === undefined ? {} : { team: teamId }) };
		await recordAct(tx, actor, { act: 'role.given', object: `role:${given.id}`, details });
		return { grantId: given.id };
	});
	return unlessAmongReal(giving);
}
