import { sql, type Transaction } from 'kysely';
import { actMeanwhileFor } from '#house/database/act-meanwhile.ts';
import type { DB } from '#house/database/schema.ts';
import type { AuditActor } from '#rooms/audit/actor.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';

/**
 * What ends for the people of an organisation that leaves the protocol: open invitations, and seats in the committee. Everything else
 * they have stays, and so does the history. A step in the transaction of whoever recorded the withdrawal; done twice it does nothing.
 */
export function endCommitteeWork(
	tx: Transaction<DB>,
	actor: AuditActor,
	{ organisationId }: { organisationId: string },
): Promise<void> {
	return actMeanwhileFor(tx, organisationId, async () => {
		const now = sql<string>`now()`;
		const revoked = await tx
			.updateTable('invitation')
			.set({ revoked_at: now })
			.where('organisation_id', '=', organisationId)
			.where('accepted_at', 'is', null)
			.where('revoked_at', 'is', null)
			.returning('id')
			.execute();
		const ended = await tx
			.updateTable('role_grant')
			.set({ withdrawn_at: now })
			.where('organisation_id', '=', organisationId)
			.where('role', '=', 'committee_member')
			.where('withdrawn_at', 'is', null)
			.returning(['id', 'person_id'])
			.execute();
		for (const { person_id } of ended) await tx.deleteFrom('session').where('person_id', '=', person_id).execute();
		// On the chain of the organisation itself, whose people read it.
		const recorder = { ...actor, organisationId };
		for (const { id } of revoked)
			await recordAct(tx, recorder, { act: 'invitation.revoked', object: `invitation:${id}` });
		for (const { id } of ended) await recordAct(tx, recorder, { act: 'role.withdrawn', object: `role:${id}` });
	});
}
