import { sql } from 'kysely';
import { silenceSeconds } from '../import-run.ts';
import type { Hand } from './hand.ts';

interface Working<Result> {
	runId: string;
	work(): Promise<Result>;
	everyMilliseconds?: number | undefined;
}

/**
 * Works on a run and goes on saying so until the work has ended, whatever it waits for: a long statement, a slow feed, someone else who
 * changes the open feed. In transactions of its own, so that others hear it.
 */
export async function stayHeard<Result>(
	hand: Hand,
	{ runId, work, everyMilliseconds = silenceSeconds * 500 }: Working<Result>,
): Promise<Result> {
	let saying: Promise<void> = Promise.resolve();
	const timer = setInterval(() => void (saying = saying.then(() => say(hand, runId))), everyMilliseconds);
	try {
		return await work();
	} finally {
		clearInterval(timer);
		await saying;
	}
}

async function say(hand: Hand, runId: string): Promise<void> {
	try {
		await hand.act(async (tx) => {
			await sql`update import_run set seen_at = clock_timestamp() where id = ${runId}::uuid
				and (state in ('reading', 'taking') or published_by is not null and published_at is null)`.execute(tx);
		});
	} catch {
		// What keeps this from being said is met by the work itself, or is over by the next time.
	}
}
