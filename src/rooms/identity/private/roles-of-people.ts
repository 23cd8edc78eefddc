import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { DB } from '#house/database/schema.ts';
import type { HeldRole } from '../colleague.ts';
import { roles } from '../roles.ts';

const KnownRole = z.enum(roles);

/** The roles that these people hold now in this organisation. */
export async function readRoles(
	tx: Transaction<DB>,
	organisationId: string,
	people: string[],
): Promise<Map<string, HeldRole[]>> {
	const rows = await tx
		.selectFrom('role_grant as g')
		.leftJoin('team as t', (join) =>
			join.onRef('t.organisation_id', '=', 'g.organisation_id').onRef('t.id', '=', 'g.team_id'),
		)
		.select(['g.id', 'g.person_id', 'g.role', 't.name'])
		.where('g.organisation_id', '=', organisationId)
		.where('g.person_id', 'in', people)
		.where('g.withdrawn_at', 'is', null)
		.orderBy('g.role')
		.orderBy('t.name')
		.execute();
	const held = new Map<string, HeldRole[]>(people.map((id) => [id, []]));
	for (const { id, person_id, role, name } of rows) {
		held.get(person_id)?.push({ grantId: id, role: KnownRole.parse(role), teamName: name });
	}
	return held;
}
