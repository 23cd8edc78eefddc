import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { Task } from './ask-work.ts';
import type { WorkingFor } from './hand.ts';
import { readRun } from './read-run.ts';

/** On whose behalf a step of a run is done: who began it or, to publish it, who said so. Undefined when nobody did. */
export async function findWorker(
	database: Database,
	task: Task,
	id: string,
): Promise<(WorkingFor & { runId: string }) | undefined> {
	const [organisationId = '', runId = ''] = id.split(':');
	const run = await actAs(database, { organisationId, role: 'system' }, (tx) => readRun(tx, { organisationId, runId }));
	const personId = task === 'publish_import' ? run?.publishedBy : run?.personId;
	if (personId === null || personId === undefined) return undefined;
	const role = task === 'publish_import' ? 'coordinator' : 'organisation_administrator';
	return { organisationId, runId, personId, role };
}
