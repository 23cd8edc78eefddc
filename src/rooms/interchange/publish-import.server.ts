import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { askWork } from './private/ask-work.ts';
import { workOnRun, type OwnRun } from './private/work-on-run.ts';

export type PublishRefusal = 'unknown' | 'other_state' | 'own_import';

/** Has all that an import submitted published in one act, by another person than the one who took it in. */
export function publishImport(
	database: Database,
	person: SignedIn,
	own: OwnRun,
): Promise<{ publishing: true } | { refused: PublishRefusal }> {
	return workOnRun(
		database,
		{ person, allowed: access.publishImport, own },
		async ({ tx, run }): Promise<{ publishing: true } | { refused: 'other_state' | 'own_import' }> => {
			if (run.state !== 'taken' || run.publishedAt !== null || run.personId === null) return { refused: 'other_state' };
			if (run.personId === person.personId) return { refused: 'own_import' };
			await sql`update import_run set published_by = ${person.personId}::uuid, seen_at = clock_timestamp() where id = ${run.id}::uuid`.execute(
				tx,
			);
			await askWork(tx, 'publish_import', own);
			return { publishing: true };
		},
	);
}
