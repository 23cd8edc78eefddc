import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { unlessBroken } from './private/broken-rule.ts';

/**
 * The organisation keeps a recovery on paper: its public half, once the paper was typed back. The one before is retired, and what was
 * sealed for it goes: the teams seal theirs for the new one.
 */
export async function setRecoveryRecipient(
	database: Database,
	person: SignedIn,
	{ organisationId, recipient }: { organisationId: string; recipient: string },
): Promise<{ recoveryId: string } | { refused: 'unknown' | 'step_up' | 'moved_on' }> {
	const actor = findActor(person, { organisationId }, access.setRecoveryRecipient);
	if (actor === undefined) return { refused: 'unknown' };
	// Whoever has this paper reads what the teams read.
	if (person.factors === 1) return { refused: 'step_up' };
	const setting = actAs(database, actor, async (tx) => {
		const retired = await tx
			.updateTable('recovery_recipient')
			.set({ retired_at: sql`clock_timestamp()` })
			.where('organisation_id', '=', organisationId)
			.where('retired_at', 'is', null)
			.returning('id')
			.execute();
		for (const { id } of retired) {
			await tx.deleteFrom('team_key_recovery_wrap').where('recovery_id', '=', id).execute();
		}
		const { id } = await tx
			.insertInto('recovery_recipient')
			.values({ organisation_id: organisationId, recipient, made_by: person.personId, checked_at: new Date() })
			.returning('id')
			.executeTakeFirstOrThrow();
		await recordAct(tx, actor, { act: 'recovery.set', object: `recovery:${id}` });
		return { recoveryId: id };
	});
	return unlessBroken(setting, { recovery_recipient_current: 'moved_on' as const });
}
