import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { access } from './access.ts';
import { giversOf } from './giving.ts';
import { invitationStates, type ListedInvitation } from './invitation.ts';
import { roles, type Role } from './roles.ts';
import { findActor, type SignedIn } from './signed-in.ts';

const INVITATIONS_PER_PAGE = 25;
const Known = z.object({ role: z.enum(roles), state: z.enum(invitationStates) });

/** The invitations to roles that this person gives, newest first. */
export async function listInvitations(
	database: Database,
	person: SignedIn,
	{ organisationId, page }: { organisationId: string; page: number },
): Promise<{ invitations: ListedInvitation[]; hasMore: boolean } | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.listInvitations);
	if (actor === undefined) return { refused: 'unknown' };
	const given = roles.filter((role) => findActor(person, { organisationId }, giversOf(role)) !== undefined);
	const rows = await actAs(database, actor, (tx) => selectInvitations(tx, { organisationId, given, page }));
	const invitations = rows.slice(0, INVITATIONS_PER_PAGE).map(({ id, name, email, ...row }) => ({
		...Known.parse(row),
		id,
		name,
		email,
		teamName: row.team_name,
		invitedAt: row.invited_at.toISOString(),
		expiresAt: row.expires_at.toISOString(),
		invitedBy: row.inviter,
	}));
	return { invitations, hasMore: rows.length > INVITATIONS_PER_PAGE };
}

function selectInvitations(
	tx: Transaction<DB>,
	{ organisationId, given, page }: { organisationId: string; given: Role[]; page: number },
) {
	return tx
		.selectFrom('invitation as i')
		.leftJoin('team as t', (join) =>
			join.onRef('t.organisation_id', '=', 'i.organisation_id').onRef('t.id', '=', 'i.team_id'),
		)
		.leftJoin('staff_member as p', 'p.id', 'i.invited_by')
		.select(['i.id', 'i.name', 'i.email', 'i.role', 'i.invited_at', 'i.expires_at'])
		.select(['t.name as team_name', 'p.name as inviter'])
		.select(
			sql<string>`case when i.accepted_at is not null then 'accepted' when i.revoked_at is not null then 'withdrawn'
				when i.expires_at <= now() then 'expired' else 'open' end`.as('state'),
		)
		.where('i.organisation_id', '=', organisationId)
		.where('i.role', 'in', given)
		.orderBy('i.invited_at', 'desc')
		.orderBy('i.id')
		.limit(INVITATIONS_PER_PAGE + 1)
		.offset((page - 1) * INVITATIONS_PER_PAGE)
		.execute();
}
