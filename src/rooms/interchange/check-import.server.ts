import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { listNoLongerGiven } from '#rooms/directory/list-no-longer-given.server.ts';
import { openGazetteer } from '#rooms/directory/open-gazetteer.server.ts';
import { readImport } from './read-import.server.ts';
import type { Imported } from './imported.ts';
import type { Run, RunState } from './import-run.ts';
import { discardInput } from './private/discard-input.ts';
import type { Hand } from './private/hand.ts';
import { readAhead } from './private/read-ahead.ts';
import { readRun } from './private/read-run.ts';
import { recordStep } from './private/record-step.ts';
import { insertItems } from './private/insert-staged.ts';
import { addToBatch, stageBatch, weighBatch, type Batch, type Reading, type WeighedBatch } from './private/stage.ts';
import { stayHeard } from './private/stay-heard.ts';
import { beginTally, type Tally } from './private/tally.ts';

const thingsAtOnce = 300;

interface Manner {
	signal: AbortSignal;
	read?: typeof readImport;
	/** How often it says that it goes on. */
	everyMilliseconds?: number;
}

/** Reads what was given and says what taking it in would do; writes nothing but the report. Returns the state it comes to. */
export function checkImport(
	hand: Hand,
	runId: string,
	{ everyMilliseconds, ...manner }: Manner,
): Promise<RunState | undefined> {
	return stayHeard(hand, { runId, work: () => readAndStage(hand, runId, manner), everyMilliseconds });
}

async function readAndStage(
	hand: Hand,
	runId: string,
	{ signal, read = readImport }: Manner,
): Promise<RunState | undefined> {
	const { organisationId } = hand;
	const begun = await hand.act(async (tx) => {
		const run = await readRun(tx, { organisationId, runId });
		if (run?.state !== 'reading') return undefined;
		// What a process that died had read.
		await sql`delete from import_item where run_id = ${runId}::uuid`.execute(tx);
		await sql`delete from import_problem where run_id = ${runId}::uuid`.execute(tx);
		return { run, gazetteer: await openGazetteer(tx) };
	});
	if (begun === undefined) return undefined;
	const { run, gazetteer } = begun;
	const { language, coverageByPostalCode } = run;
	const tally = beginTally();
	const reading = { run, tally, understanding: { gazetteer, language, coverageByPostalCode } };
	try {
		const batches = readAhead(gather(read(run.input, { name: run.source }, signal), reading));
		for await (const batch of readAhead(weigh(hand, run, batches))) {
			const goesOn = await hand.act(async (tx) => {
				if (!(await tellProgress(tx, runId, batch))) return false;
				await stageBatch(tx, { run, tally, organisationId }, batch);
				return true;
			});
			if (!goesOn) return 'cancelled';
		}
		return await hand.act((tx) => finish(tx, { hand, run, tally }));
	} finally {
		await discardInput(run.input);
	}
}

/** Some things at a time, as they come, each understood. */
async function* gather(imported: AsyncIterable<Imported>, reading: Reading): AsyncGenerator<Batch> {
	let batch: Batch = { services: [], along: [], problems: [], doneBytes: 0, totalBytes: undefined };
	for await (const each of imported) {
		if ('entity' in each) addToBatch(batch, each.entity, reading);
		else if ('problem' in each) batch.problems.push(each.problem);
		else Object.assign(batch, each.progress);
		if (batch.services.length + batch.along.length + batch.problems.length < thingsAtOnce) continue;
		yield batch;
		const { doneBytes, totalBytes } = batch;
		batch = { services: [], along: [], problems: [], doneBytes, totalBytes };
	}
	yield batch;
}

/** In transactions of their own: while one batch is compared, the one before is kept, and the next is read. */
async function* weigh(hand: Hand, run: Run, batches: AsyncGenerator<Batch>): AsyncGenerator<WeighedBatch> {
	const { organisationId } = hand;
	for await (const batch of batches) yield await hand.act((tx) => weighBatch(tx, { run, organisationId }, batch));
}

/** False when someone has cancelled it. */
async function tellProgress(tx: Transaction<DB>, runId: string, { doneBytes, totalBytes }: Batch): Promise<boolean> {
	const { rows } =
		await sql`update import_run set seen_at = clock_timestamp(), done = ${doneBytes}, total = ${totalBytes ?? null}
		where id = ${runId}::uuid and state = 'reading' returning id`.execute(tx);
	return rows.length > 0;
}

/** Errors keep it from being taken in: the run ends, and a corrected one may begin. */
async function finish(
	tx: Transaction<DB>,
	{ hand, run, tally }: { hand: Hand; run: Run; tally: Tally },
): Promise<RunState> {
	const { organisationId } = hand;
	const gone = await listNoLongerGiven(tx, { organisationId, sourceId: run.sourceId }, [...tally.services]);
	const items = gone.map(({ id, name }) => ({
		kind: 'service',
		id,
		standing: 'gone',
		name,
		missing: [],
		duplicate_id: null,
		content: '',
	}));
	await insertItems(tx, { organisationId, runId: run.id }, { items, tally });
	const state = tally.counts.errors > 0 ? 'failed' : 'checked';
	const counts = { ...tally.counts, gone: gone.length };
	const { rows } =
		await sql`update import_run set state = ${state}, counts = ${JSON.stringify(counts)}::jsonb, seen_at = clock_timestamp(),
			reason = ${state === 'failed' ? 'errors' : null}, ended_at = case when ${state}::text = 'failed' then now() end
		where id = ${run.id}::uuid and state = 'reading' returning id`.execute(tx);
	if (rows.length === 0) return 'cancelled';
	await recordStep(tx, hand, { act: 'import.checked', runId: run.id, counts });
	return state;
}
