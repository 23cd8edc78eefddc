import { sql } from 'kysely';
import { publishImported } from '#rooms/directory/publish-imported.server.ts';
import type { Hand } from './private/hand.ts';
import { readRun } from './private/read-run.ts';
import { recordStep } from './private/record-step.ts';
import { stayHeard } from './private/stay-heard.ts';

/** Publishes what an import submitted, on behalf of who said so. Returns how many; undefined when there is nothing to do. */
export function carryOutPublishing(
	hand: Hand,
	runId: string,
	{ everyMilliseconds }: { everyMilliseconds?: number } = {},
): Promise<number | undefined> {
	return stayHeard(hand, { runId, work: () => publishAll(hand, runId), everyMilliseconds });
}

function publishAll(hand: Hand, runId: string): Promise<number | undefined> {
	const { organisationId, personId } = hand;
	return hand.act(async (tx) => {
		const run = await readRun(tx, { organisationId, runId });
		if (run?.state !== 'taken' || run.publishedAt !== null || run.personId === null) return undefined;
		if (personId === null || run.publishedBy !== personId) return undefined;
		const { sourceId, personId: submittedBy } = run;
		const published = await publishImported(tx, { organisationId, sourceId, submittedBy, personId });
		const counts = { ...run.counts, published };
		await sql`update import_run set published_at = now(), counts = ${JSON.stringify(counts)}::jsonb where id = ${runId}::uuid`.execute(
			tx,
		);
		await recordStep(tx, hand, { act: 'import.published', runId, counts: { published } });
		return published;
	});
}
