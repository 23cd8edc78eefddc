import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';

/** That the paper was shown to open the secrets of so many teams: who did it, and when. */
export async function recordDrill(
	database: Database,
	person: SignedIn,
	{ organisationId, recoveryId, teams }: { organisationId: string; recoveryId: string; teams: number },
): Promise<{ drilled: true } | { refused: 'unknown' | 'step_up' }> {
	const actor = findActor(person, { organisationId }, access.recordDrill);
	if (actor === undefined) return { refused: 'unknown' };
	if (person.factors === 1) return { refused: 'step_up' };
	return actAs(database, actor, async (tx): Promise<{ drilled: true } | { refused: 'unknown' }> => {
		const { numUpdatedRows } = await tx
			.updateTable('recovery_recipient')
			.set({ drilled_at: sql`now()`, drilled_by: person.personId })
			.where('organisation_id', '=', organisationId)
			.where('id', '=', recoveryId)
			.where('retired_at', 'is', null)
			.executeTakeFirst();
		if (numUpdatedRows === 0n) return { refused: 'unknown' };
		const details = { teams: String(teams) };
		await recordAct(tx, actor, { act: 'recovery.drilled', object: `recovery:${recoveryId}`, details });
		return { drilled: true };
	});
}
