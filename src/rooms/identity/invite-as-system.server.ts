import type { Transaction } from 'kysely';
import { actMeanwhileFor } from '#house/database/act-meanwhile.ts';
import type { DB } from '#house/database/schema.ts';
import type { Language } from '#house/language/language.ts';
import { systemActor } from '#rooms/audit/actor.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { openInvitation } from './private/open-invitation.ts';
import { drawSecret, expiry, mailInvitation } from './private/write-invitation.ts';
import type { Role, teamRoles } from './roles.ts';

export interface SystemInvitation {
	organisationId: string;
	/** In the language of the mail. */
	organisationName: string;
	email: string;
	name: string;
	language: Language;
	/** Of the organisation as a whole: teams are its own affair. */
	role: Exclude<Role, (typeof teamRoles)[number]>;
}

/**
 * Invites on behalf of Maillage itself: the first administrator of an organisation, the secretariat, the operator.
 * An invitation that is still open is sent again with a new secret. `path` leads to it, and exists nowhere else.
 * It may be a step in the transaction of another organisation; recordAct is called, so call it late.
 */
export function inviteAsSystem(
	tx: Transaction<DB>,
	wish: SystemInvitation,
): Promise<{ invitationId: string; path: string }> {
	const { organisationId, name, email, language, role } = wish;
	return actMeanwhileFor(tx, organisationId, async () => {
		const { secret, hash } = drawSecret();
		const { id } = await tx
			.insertInto('invitation')
			.values({ organisation_id: organisationId, role, name, email, language, secret_hash: hash, expires_at: expiry })
			.onConflict((conflict) =>
				conflict
					.expression(openInvitation)
					.where('accepted_at', 'is', null)
					.where('revoked_at', 'is', null)
					.doUpdateSet({ name, language, secret_hash: hash, expires_at: expiry, imaginary: false }),
			)
			.returning('id')
			.executeTakeFirstOrThrow();
		const path = await mailInvitation(tx, { ...wish, id, secret });
		const object = `invitation:${id}` as const;
		await recordAct(tx, systemActor(organisationId), { act: 'person.invited', object, details: { role } });
		return { invitationId: id, path };
	});
}
