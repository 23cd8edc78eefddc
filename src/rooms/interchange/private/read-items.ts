import { setImmediate as letOthersAct } from 'node:timers/promises';
import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { HsdsObject } from '#rooms/directory/hsds.ts';
import { readHsdsService, type UnderstoodService, type Understanding } from '#rooms/directory/service-of-hsds.ts';
import type { Run } from '../import-run.ts';
import type { Hand } from './hand.ts';
import { fingerprintOf } from './stage.ts';

/** Someone wishes that it stops. */
export class Cancelled extends Error {}

const servicesAtOnce = 300;
/** So many are understood before what the database answered meanwhile is looked at. */
const understoodAtOnce = 20;

/** Services as a run has read them, ready to be taken in. */
export interface ReadItems {
	services: { original: HsdsObject; content: string; fingerprint: string; understood: UnderstoodService }[];
	/** The number of the last of them. */
	last: number;
}

interface Step {
	understanding: Understanding;
	/** The number of the last item that was read before. */
	after: number;
	/** How many services have been written. */
	done: number;
}

/** The next services that a run is to take in. In a transaction of its own, which tells others how far it has come, and learns of a wish to stop. */
export async function readItems(
	{ hand, run }: { hand: Hand; run: Run },
	{ understanding, after, done }: Step,
): Promise<ReadItems> {
	const items = await hand.act(async (own) => {
		await tellProgress(own, run, done);
		return listItems(own, run, after);
	});
	const services: ReadItems['services'] = [];
	for (const [index, { content }] of items.entries()) {
		if (index % understoodAtOnce === 0) await letOthersAct();
		// Our own column: what stands in it was written by the verb that read it.
		const original = JSON.parse(content) as HsdsObject;
		const understood = readHsdsService(original, understanding);
		services.push({ original, content, fingerprint: fingerprintOf(content, run), understood });
	}
	return { services, last: items.at(-1)?.number ?? after };
}

async function tellProgress(own: Transaction<DB>, { id, counts, overwrite }: Run, done: number): Promise<void> {
	const total = (counts.new ?? 0) + (counts.changed ?? 0) + (overwrite ? (counts.kept ?? 0) : 0);
	const { rows } = await sql`update import_run set seen_at = clock_timestamp(), done = ${done}, total = ${total}
		where id = ${id}::uuid and state = 'taking' returning id`.execute(own);
	if (rows.length === 0) throw new Cancelled();
}

async function listItems(
	own: Transaction<DB>,
	run: Run,
	after: number,
): Promise<{ number: number; content: string }[]> {
	const standings = ['new', 'changed', ...(run.overwrite ? ['kept'] : [])];
	const { rows } = await sql<{ number: number; content: string }>`select number, content from import_item
		where run_id = ${run.id}::uuid and kind = 'service' and standing = any (${standings}::text[]) and number > ${after}
		order by number limit ${servicesAtOnce}`.execute(own);
	return rows;
}
