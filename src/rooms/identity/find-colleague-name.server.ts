import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { access } from './access.ts';
import { findActor, type SignedIn } from './signed-in.ts';

/** The name of someone who works for the organisation now. */
export async function findColleagueName(
	database: Database,
	person: SignedIn,
	{ organisationId, personId }: { organisationId: string; personId: string },
): Promise<{ name: string } | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.findColleagueName);
	if (actor === undefined) return { refused: 'unknown' };
	const found = await actAs(database, actor, (tx) =>
		tx
			.selectFrom('staff_member')
			.innerJoin('role_grant', 'role_grant.person_id', 'staff_member.id')
			.select('staff_member.name')
			.where('staff_member.id', '=', personId)
			.where('role_grant.organisation_id', '=', organisationId)
			.where('role_grant.withdrawn_at', 'is', null)
			.limit(1)
			.executeTakeFirst(),
	);
	return found ?? { refused: 'unknown' };
}
