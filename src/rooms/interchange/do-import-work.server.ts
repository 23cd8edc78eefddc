import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import { carryOutImport } from './carry-out-import.server.ts';
import { carryOutPublishing } from './carry-out-publishing.server.ts';
import { checkImport } from './check-import.server.ts';
import { openHand, type WorkingFor } from './private/hand.ts';
import type { Task } from './private/ask-work.ts';

/**
 * One step of a run, on behalf of who asked for it. A surprise while it is read ends it, said as such; while it is written it goes back to
 * what it was, for nothing was.
 */
export async function doImportWork(
	database: Database,
	{ task, runId, ...working }: WorkingFor & { task: Task; runId: string },
	signal: AbortSignal,
): Promise<void> {
	const hand = openHand(database, working);
	try {
		if (task === 'check_import') await checkImport(hand, runId, { signal });
		if (task === 'take_import') await carryOutImport(hand, runId, { signal });
		if (task === 'publish_import') await carryOutPublishing(hand, runId);
	} catch (error) {
		await hand.act(async (tx) => {
			await sql`update import_run set reason = 'surprise', seen_at = clock_timestamp(),
					state = case state when 'reading' then 'failed' when 'taking' then 'checked' else state end,
					ended_at = case when state = 'reading' then now() else ended_at end
				where id = ${runId}::uuid and state in ('reading', 'taking')`.execute(tx);
		});
		throw error;
	}
}
