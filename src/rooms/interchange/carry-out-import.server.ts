import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { archiveImported } from '#rooms/directory/archive-imported.server.ts';
import { openGazetteer } from '#rooms/directory/open-gazetteer.server.ts';
import { projectServices } from '#rooms/directory/project-services.server.ts';
import { readHsdsService } from '#rooms/directory/service-of-hsds.ts';
import { takeInAlong } from '#rooms/directory/take-in-along.server.ts';
import { takeInServices } from '#rooms/directory/take-in-services.server.ts';
import type { HsdsObject } from '#rooms/directory/hsds.ts';
import type { Counts, Run } from './import-run.ts';
import type { Hand } from './private/hand.ts';
import { readRun } from './private/read-run.ts';
import { recordStep } from './private/record-step.ts';
import { fingerprintOf } from './private/stage.ts';

const servicesAtOnce = 300;

class Cancelled extends Error {}

interface Work {
	hand: Hand;
	run: Run;
	publish: boolean;
}

/** Takes in what a run has read, all of it or nothing: one transaction. Undefined when there is nothing to carry out, or no longer. */
export async function carryOutImport(
	hand: Hand,
	runId: string,
	{ publish = false, signal }: { publish?: boolean; signal?: AbortSignal } = {},
): Promise<Counts | undefined> {
	try {
		return await hand.act(async (tx) => {
			const run = await readRun(tx, { organisationId: hand.organisationId, runId });
			if (run?.state !== 'taking') return undefined;
			const work = { hand, run, publish };
			const { counts, publicIds } = await takeAll(tx, work, signal);
			if (!run.imaginary) await takeContext(tx, work);
			const archived = run.archiveMissing ? await archiveGone(tx, work) : [];
			await projectServices(tx, { organisationId: hand.organisationId, serviceIds: [...publicIds, ...archived] });
			const all = { ...run.counts, ...counts, archived: archived.length };
			await end(tx, work, all);
			return all;
		});
	} catch (error) {
		if (error instanceof Cancelled) return undefined;
		throw error;
	}
}

async function takeAll(tx: Transaction<DB>, work: Work, signal: AbortSignal | undefined) {
	const { hand, run, publish } = work;
	const { organisationId, personId } = hand;
	const { sourceId, source, imaginary, language, coverageByPostalCode } = run;
	const taking = { organisationId, sourceId, source, personId, imaginary, publish };
	const understanding = { gazetteer: await openGazetteer(tx), language, coverageByPostalCode };
	const counts = { added: 0, rewritten: 0, submitted: 0, left: 0 };
	const publicIds: string[] = [];
	let after = 0;
	for (;;) {
		signal?.throwIfAborted();
		const items = await listItems(tx, run, after);
		const last = items.at(-1);
		if (last === undefined) return { counts, publicIds };
		after = last.number;
		const given = items.map(({ content }) => {
			// Our own column: what stands in it was written by the verb that read it.
			const original = JSON.parse(content) as HsdsObject;
			return {
				original,
				content,
				fingerprint: fingerprintOf(content, run),
				understood: readHsdsService(original, understanding),
			};
		});
		const taken = await takeInServices(tx, taking, given);
		counts.added += taken.added;
		counts.rewritten += taken.changed;
		counts.submitted += taken.submitted;
		counts.left += taken.left;
		for (const id of taken.publicIds) publicIds.push(id);
		await tellProgress(hand, run, counts.added + counts.rewritten + counts.left);
	}
}

async function listItems(tx: Transaction<DB>, run: Run, after: number): Promise<{ number: number; content: string }[]> {
	const standings = ['new', 'changed', ...(run.overwrite ? ['kept'] : [])];
	const { rows } = await sql<{ number: number; content: string }>`select number, content from import_item
		where run_id = ${run.id}::uuid and kind = 'service' and standing = any (${standings}::text[]) and number > ${after}
		order by number limit ${servicesAtOnce}`.execute(tx);
	return rows;
}

/** In a transaction of its own, so that others see it; it also learns of a wish to stop. */
async function tellProgress(hand: Hand, { id, counts, overwrite }: Run, done: number): Promise<void> {
	const total = (counts.new ?? 0) + (counts.changed ?? 0) + (overwrite ? (counts.kept ?? 0) : 0);
	const goesOn = await hand.act(async (own) => {
		const { rows } = await sql`update import_run set seen_at = clock_timestamp(), done = ${done}, total = ${total}
			where id = ${id}::uuid and state = 'taking' returning id`.execute(own);
		return rows.length > 0;
	});
	if (!goesOn) throw new Cancelled();
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
				and number > ${after} order by number limit ${servicesAtOnce}`.execute(tx);
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
