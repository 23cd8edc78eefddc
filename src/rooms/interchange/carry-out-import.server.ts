import { sql, type Transaction } from 'kysely';
import { meanwhile } from '#house/database/meanwhile.ts';
import type { DB } from '#house/database/schema.ts';
import { archiveImported } from '#rooms/directory/archive-imported.server.ts';
import { openGazetteer } from '#rooms/directory/open-gazetteer.server.ts';
import { projectServices } from '#rooms/directory/project-services.server.ts';
import { takeInAlong } from '#rooms/directory/take-in-along.server.ts';
import { takeInServices } from '#rooms/directory/take-in-services.server.ts';
import type { HsdsObject } from '#rooms/directory/hsds.ts';
import type { Counts, Run } from './import-run.ts';
import type { Hand } from './private/hand.ts';
import { Cancelled, readItems } from './private/read-items.ts';
import { readRun } from './private/read-run.ts';
import { recordStep } from './private/record-step.ts';
import { stayHeard } from './private/stay-heard.ts';

const thingsAtOnce = 300;

interface Work {
	hand: Hand;
	run: Run;
	publish: boolean;
}

interface Manner {
	publish?: boolean;
	signal?: AbortSignal;
	/** How often it says that it goes on. */
	everyMilliseconds?: number;
}

/** Takes in what a run has read, all of it or nothing: one transaction. Undefined when there is nothing to carry out, or no longer. */
export async function carryOutImport(
	hand: Hand,
	runId: string,
	{ publish = false, signal, everyMilliseconds }: Manner = {},
): Promise<Counts | undefined> {
	try {
		const work = () => hand.act((tx) => takeIn(tx, { hand, runId, publish }, signal));
		return await stayHeard(hand, { runId, work, everyMilliseconds });
	} catch (error) {
		if (error instanceof Cancelled) return undefined;
		throw error;
	}
}

async function takeIn(
	tx: Transaction<DB>,
	{ hand, runId, publish }: { hand: Hand; runId: string; publish: boolean },
	signal: AbortSignal | undefined,
): Promise<Counts | undefined> {
	const { organisationId } = hand;
	const run = await readRun(tx, { organisationId, runId });
	if (run?.state !== 'taking') return undefined;
	const work = { hand, run, publish };
	const { counts, publicIds, newIds } = await takeAll(tx, work, signal);
	if (!run.imaginary) await takeContext(tx, work);
	const archived = run.archiveMissing ? await archiveGone(tx, work) : [];
	await projectServices(tx, { organisationId, serviceIds: [...publicIds, ...archived], newIds });
	const all = { ...run.counts, ...counts, archived: archived.length };
	await end(tx, work, all);
	return all;
}

async function takeAll(tx: Transaction<DB>, work: Work, signal: AbortSignal | undefined) {
	const { hand, run, publish } = work;
	const { organisationId, personId } = hand;
	const { sourceId, source, imaginary, language, coverageByPostalCode } = run;
	const taking = { organisationId, sourceId, source, personId, imaginary, publish };
	const understanding = { gazetteer: await openGazetteer(tx), language, coverageByPostalCode };
	const counts = { added: 0, rewritten: 0, submitted: 0, left: 0 };
	const publicIds: string[] = [];
	const newIds: string[] = [];
	let given = await readItems(work, { understanding, after: 0, done: 0 });
	while (given.services.length > 0) {
		signal?.throwIfAborted();
		const done = counts.added + counts.rewritten + counts.left;
		const [taken, next] = await meanwhile(
			takeInServices(tx, taking, given.services),
			readItems(work, { understanding, after: given.last, done }),
		);
		counts.added += taken.added;
		counts.rewritten += taken.changed;
		counts.submitted += taken.submitted;
		counts.left += taken.left;
		for (const id of taken.publicIds) publicIds.push(id);
		for (const id of taken.newIds) newIds.push(id);
		given = next;
	}
	return { counts, publicIds, newIds };
}

async function takeContext(tx: Transaction<DB>, { hand, run }: Work): Promise<void> {
	let after = 0;
	for (;;) {
		const { rows } = await sql<{
			number: number;
			kind: 'organization' | 'taxonomy' | 'taxonomy_term';
			object: HsdsObject;
		}>`
			select number, kind, content::json as object from import_item where run_id = ${run.id}::uuid and standing = 'context'
				and number > ${after} order by number limit ${thingsAtOnce}`.execute(tx);
		const last = rows.at(-1);
		if (last === undefined) return;
		after = last.number;
		await takeInAlong(tx, hand.organisationId, rows);
	}
}

async function archiveGone(tx: Transaction<DB>, { hand, run }: Work): Promise<string[]> {
	const { rows } = await sql<{ id: string }>`select id from import_item
		where run_id = ${run.id}::uuid and standing = 'gone'`.execute(tx);
	return archiveImported(
		tx,
		hand,
		rows.map(({ id }) => id),
	);
}

/** Whoever cancelled until now was heard; whoever does from here on waits for the end, and is told that it is done. */
async function end(tx: Transaction<DB>, { hand, run, publish }: Work, counts: Counts): Promise<void> {
	const { rows } = await sql`update import_run set state = 'taken', ended_at = now(), seen_at = clock_timestamp(),
			counts = ${JSON.stringify(counts)}::jsonb, published_at = case when ${publish}::boolean then now() end
		where id = ${run.id}::uuid and state = 'taking' returning id`.execute(tx);
	if (rows.length === 0) throw new Cancelled();
	await recordStep(tx, hand, { act: publish ? 'import.published' : 'import.taken', runId: run.id, counts });
}
