import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { mayCancel } from './import-run.ts';
import { discardInput } from './private/discard-input.ts';
import { recordStep } from './private/record-step.ts';
import { workOnRun, type OwnRun } from './private/work-on-run.ts';

/** Stops an import at any moment before its end: what was being written is undone. */
export async function cancelImport(
	database: Database,
	person: SignedIn,
	own: OwnRun,
): Promise<{ cancelled: true } | { refused: 'unknown' | 'other_state' }> {
	return workOnRun(
		database,
		{ person, allowed: access.cancelImport, own },
		async ({ tx, actor, run }): Promise<{ cancelled: true } | { refused: 'other_state' }> => {
			if (!mayCancel(run)) return { refused: 'other_state' };
			await sql`update import_run set state = 'cancelled', ended_at = now() where id = ${run.id}::uuid`.execute(tx);
			await recordStep(tx, actor, { act: 'import.cancelled', runId: run.id, counts: {} });
			if (run.state === 'mapping') await discardInput(run.input);
			return { cancelled: true };
		},
	);
}
