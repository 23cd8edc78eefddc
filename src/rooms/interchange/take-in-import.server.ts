import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { askWork } from './private/ask-work.ts';
import { workOnRun, type OwnRun } from './private/work-on-run.ts';

export interface TakingWish extends OwnRun {
	/** Also what was edited here since, or begun here. */
	overwrite: boolean;
	/** Archive what the source no longer gives. */
	archiveMissing: boolean;
}

/** Has what was checked taken in: all of it, or nothing. Of two who press at once the second is refused. */
export function takeInImport(
	database: Database,
	person: SignedIn,
	{ overwrite, archiveMissing, ...own }: TakingWish,
): Promise<{ taking: true } | { refused: 'unknown' | 'other_state' }> {
	return workOnRun(
		database,
		{ person, allowed: access.takeInImport, own },
		async ({ tx, run }): Promise<{ taking: true } | { refused: 'other_state' }> => {
			if (run.state !== 'checked') return { refused: 'other_state' };
			// Who takes it in answers for it: another person publishes.
			await sql`update import_run set state = 'taking', person_id = ${person.personId}::uuid, imaginary = ${person.imaginary},
					overwrite = ${overwrite}, archive_missing = ${archiveMissing}, done = 0, total = null, seen_at = clock_timestamp()
				where id = ${run.id}::uuid`.execute(tx);
			await askWork(tx, 'take_import', own);
			return { taking: true };
		},
	);
}
