import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import { carryOutImport } from './carry-out-import.server.ts';
import { checkImport } from './check-import.server.ts';
import type { Run, RunState } from './import-run.ts';
import { beginRun, type NewRun } from './private/begin-run.ts';
import { openHand } from './private/hand.ts';
import { readReport, type Report } from './private/read-report.ts';
import { readRun } from './private/read-run.ts';
import { recordStep } from './private/record-step.ts';

export interface OperatorWish extends Omit<NewRun, 'personId' | 'imaginary' | 'needsMapping'> {
	/** Takes in what was checked; otherwise the run ends with its report. */
	take: boolean;
	/** Public at once, as what is loaded from files. */
	publish: boolean;
	overwrite: boolean;
	archiveMissing: boolean;
}

export interface OperatorReport {
	run: Run;
	/** The first of what was wrong. */
	errors: Report['problems'];
}

/**
 * The whole of an import on the operator's word, as the owner of the tables, who acts for no organisation. `tell` is called as it goes on.
 * Undefined when another import of this source is under way.
 */
export async function importAsOperator(
	owner: Database,
	wish: OperatorWish,
	{ signal, tell }: { signal: AbortSignal; tell: (state: RunState) => void },
): Promise<OperatorReport | undefined> {
	const { organisationId } = wish;
	const hand = openHand(owner, { organisationId, personId: null });
	const runId = await hand.act((tx) =>
		beginRun(tx, { ...wish, personId: null, imaginary: false, needsMapping: false }),
	);
	if (runId === undefined) return undefined;
	try {
		tell('reading');
		const state = await checkImport(hand, runId, { signal });
		if (state === 'checked' && wish.take) {
			tell('taking');
			await hand.act((tx) =>
				sql`update import_run set state = 'taking', overwrite = ${wish.overwrite}, archive_missing = ${wish.archiveMissing}
					where id = ${runId}::uuid and state = 'checked'`.execute(tx),
			);
			await carryOutImport(hand, runId, { publish: wish.publish, signal });
		}
	} finally {
		// Whatever became of it, the next one can begin.
		await hand.act(async (tx) => {
			const { rows } = await sql`update import_run set state = 'cancelled', ended_at = now()
				where id = ${runId}::uuid and state in ('reading', 'checked', 'taking') returning id`.execute(tx);
			if (rows.length > 0) await recordStep(tx, hand, { act: 'import.cancelled', runId, counts: {} });
		});
	}
	return hand.act(async (tx) => {
		const run = await readRun(tx, { organisationId, runId });
		if (run === undefined) throw new Error('The run is gone.');
		const { problems } = await readReport(tx, run, { list: 'errors', page: 1 });
		return { run, errors: problems };
	});
}
