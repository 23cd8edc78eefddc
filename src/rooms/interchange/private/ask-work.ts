import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { addJob } from '#house/jobs/add-job.server.ts';

export const tasks = ['check_import', 'take_import', 'publish_import'] as const;
export type Task = (typeof tasks)[number];

/** Has a step of a run done by a process of its own, once this transaction is committed. */
export async function askWork(
	tx: Transaction<DB>,
	task: Task,
	{ organisationId, runId }: { organisationId: string; runId: string },
): Promise<void> {
	await addJob(tx, { name: task, id: `${organisationId}:${runId}` });
}
