import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { beginRun, type NewRun } from './private/begin-run.ts';
import { askWork } from './private/ask-work.ts';

export type BeginRefusal = 'unknown' | 'under_way';

/** Begins an import: it is read and checked at once or, where its columns have to be told first, waits for that. */
export async function beginImport(
	database: Database,
	person: SignedIn,
	{ organisationId, ...wish }: Omit<NewRun, 'personId' | 'imaginary'>,
): Promise<{ runId: string } | { refused: BeginRefusal }> {
	const actor = findActor(person, { organisationId }, access.beginImport);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const run = { ...wish, organisationId, personId: person.personId, imaginary: person.imaginary };
		const runId = await beginRun(tx, run);
		if (runId === undefined) return { refused: 'under_way' };
		if (!wish.needsMapping) await askWork(tx, 'check_import', { organisationId, runId });
		return { runId };
	});
}
