import type { Transaction } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { isImaginaryAddress } from '#house/mail/mail.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { access } from './access.ts';
import { giversOf } from './giving.ts';
import type { InvitationForm, InviteRefusal } from './invitation.ts';
import { openInvitation } from './private/open-invitation.ts';
import { holdOpenTeam } from './private/open-team.ts';
import { drawSecret, expiry, mailInvitation } from './private/write-invitation.ts';
import { findActor, type Actor, type SignedIn } from './signed-in.ts';

type Wish = InvitationForm & { organisationId: string };

/** Invites someone to one role. Whoever is invited by someone imaginary is imaginary too. */
export async function inviteColleague(
	database: Database,
	person: SignedIn,
	form: Wish,
): Promise<{ invitationId: string } | { refused: InviteRefusal }> {
	const { organisationId, role, teamId, email } = form;
	if (findActor(person, { organisationId }, access.inviteColleague) === undefined) return { refused: 'unknown' };
	const actor = findActor(person, { organisationId }, giversOf(role));
	if (actor === undefined) return { refused: 'not_yours_to_give' };
	if (person.imaginary && !isImaginaryAddress(email)) return { refused: 'imaginary_address_only' };
	const organisation = person.grants.find((grant) => grant.organisationId === organisationId)?.organisation;
	return actAs(database, actor, async (tx): Promise<{ invitationId: string } | { refused: InviteRefusal }> => {
		if (teamId !== undefined && !(await holdOpenTeam(tx, organisationId, teamId))) return { refused: 'team_closed' };
		if (await holdsRole(tx, form)) return { refused: 'has_role' };
		const { secret, hash } = drawSecret();
		const id = await insertInvitation(tx, { actor, form, hash, imaginary: person.imaginary });
		if (id === undefined) return { refused: 'already_invited' };
		await mailInvitation(tx, { ...form, id, secret, organisationName: organisation?.[form.language] ?? '' });
		await recordAct(tx, actor, { act: 'person.invited', object: `invitation:${id}`, details: { role } });
		return { invitationId: id };
	});
}

/** Only of this organisation: whether an address is known elsewhere is nobody's business here. */
async function holdsRole(tx: Transaction<DB>, { organisationId, role, teamId, email }: Wish): Promise<boolean> {
	const holder = await tx
		.selectFrom('role_grant as g')
		.innerJoin('staff_member as p', 'p.id', 'g.person_id')
		.select('g.id')
		.where('g.organisation_id', '=', organisationId)
		.where('g.role', '=', role)
		.where('g.team_id', 'is not distinct from', teamId ?? null)
		.where('g.withdrawn_at', 'is', null)
		.where(({ fn, eb }) => eb(fn('lower', ['p.email']), '=', email.toLowerCase()))
		.executeTakeFirst();
	return holder !== undefined;
}

async function insertInvitation(
	tx: Transaction<DB>,
	{ actor, form, hash, imaginary }: { actor: Actor; form: Wish; hash: Buffer; imaginary: boolean },
): Promise<string | undefined> {
	const { organisationId, role, teamId, name, email, language } = form;
	const row = await tx
		.insertInto('invitation')
		.values({
			organisation_id: organisationId,
			role,
			team_id: teamId ?? null,
			name,
			email,
			language,
			secret_hash: hash,
			imaginary,
			invited_by: actor.personId,
			expires_at: expiry,
		})
		.onConflict((conflict) =>
			conflict.expression(openInvitation).where('accepted_at', 'is', null).where('revoked_at', 'is', null).doNothing(),
		)
		.returning('id')
		.executeTakeFirst();
	return row?.id;
}
