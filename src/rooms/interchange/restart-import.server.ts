import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { isStranded } from './import-run.ts';
import { askWork } from './private/ask-work.ts';
import { workOnRun, type OwnRun } from './private/work-on-run.ts';

/** Begins again what a process that died has left: nothing of it was written. */
export function restartImport(
	database: Database,
	person: SignedIn,
	own: OwnRun,
): Promise<{ restarted: true } | { refused: 'unknown' | 'other_state' }> {
	return workOnRun(
		database,
		{ person, allowed: access.restartImport, own },
		async ({ tx, run }): Promise<{ restarted: true } | { refused: 'other_state' }> => {
			if (!isStranded(run)) return { refused: 'other_state' };
			await sql`update import_run set seen_at = clock_timestamp(), done = 0 where id = ${run.id}::uuid`.execute(tx);
			await askWork(tx, run.state === 'taking' ? 'take_import' : 'check_import', own);
			return { restarted: true };
		},
	);
}
