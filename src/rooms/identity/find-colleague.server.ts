import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { access } from './access.ts';
import type { Colleague } from './colleague.ts';
import { readRoles } from './private/roles-of-people.ts';
import { findActor, type SignedIn } from './signed-in.ts';

/** Someone who works there now. The address is for whoever gives roles. */
export interface FoundColleague extends Colleague {
	email: string | null;
}

export async function findColleague(
	database: Database,
	person: SignedIn,
	{ organisationId, personId }: { organisationId: string; personId: string },
): Promise<FoundColleague | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.findColleague);
	if (actor === undefined) return { refused: 'unknown' };
	const givesRoles = findActor(person, { organisationId }, access.giveRole) !== undefined;
	return actAs(database, actor, async (tx) => {
		const roles = (await readRoles(tx, organisationId, [personId])).get(personId) ?? [];
		if (roles.length === 0) return { refused: 'unknown' };
		const row = await tx.selectFrom('staff_member').selectAll().where('id', '=', personId).executeTakeFirstOrThrow();
		return {
			personId,
			name: row.name,
			spokenLanguages: row.spoken_languages,
			workingDays: row.working_days,
			roles,
			email: givesRoles ? row.email : null,
		};
	});
}
