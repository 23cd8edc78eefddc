import { setTimeout as wait } from 'node:timers/promises';
import type { CronItem, Runner, Task } from 'graphile-worker';
import type { Pool } from 'pg';
import { z } from 'zod';
import { connectDatabase, type Database } from '../database/kysely.ts';
import { codeOf } from '../database/operator-problem.ts';
import { openPool } from '../database/pool.ts';
import { forgetFailedJobs } from './forget-failed-jobs.server.ts';
import { findDueDay, listJobs, registerDailyJob, type Job, type JobContext } from './job.ts';

/** Told what goes wrong, without any word of a database or mail server, which may repeat what people wrote. */
export interface JobsReport {
	/** A job threw. It is tried again, later and later. `frames` are the lines of the stack without its message. */
	jobFailed(failure: { job: string; reason: string; frames: string[] }): void;
	/** The worker lost the database, or ended; it begins again by itself. */
	interrupted(reason: string): void;
}

export interface JobsSettings {
	report: JobsReport;
	concurrency?: number;
	/** How long a due job may wait when the notice of it was lost. */
	pollMilliseconds?: number;
	restartMilliseconds?: number;
	/** How long the first page has the process to itself: the queue is half a megabyte of program to read, and nobody waits for it. */
	beginAfterMilliseconds?: number;
}

export interface RunningJobs {
	/** Begins no job any more, waits for those under way, and closes the connections. */
	stop(): Promise<void>;
}

const DAY_MILLISECONDS = 86_400_000;
const PATIENCE_MILLISECONDS = 20_000;
const Asked = z.object({ id: z.string() });
const Timed = z.object({ _cron: z.object({ ts: z.coerce.date() }) });

/** Works on the jobs registered so far, in this process and for as long as it lives; others may do the same elsewhere. */
export function startJobs(url: string, settings: JobsSettings): RunningJobs {
	const { report, concurrency = 2, restartMilliseconds = 2000, beginAfterMilliseconds = 0 } = settings;
	// One connection listens, one takes and returns jobs and looks at the clock, each job has its own.
	const pool = openPool(url, {
		max: concurrency + 2,
		applicationName: 'maillage jobs',
		connectionTimeoutMillis: 10_000,
	});
	const database = connectDatabase(pool);
	const stopping = new AbortController();
	let runner: Runner | undefined;
	function pause(milliseconds: number): Promise<void> {
		return wait(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
	}
	async function keepRunning(): Promise<void> {
		await pause(beginAfterMilliseconds);
		while (!stopping.signal.aborted) {
			try {
				runner = await runQueue(pool, database, settings);
				await Promise.all([runner.promise, stopping.signal.aborted ? runner.stop() : undefined]);
			} catch (error) {
				report.interrupted(describeError(error));
			}
			await pause(restartMilliseconds);
		}
	}
	const ended = keepRunning();
	async function stop(): Promise<void> {
		stopping.abort();
		// It may have stopped by itself a moment ago.
		await runner?.stop().catch(() => undefined);
		await ended;
		await database.destroy();
	}
	// What a job that hangs had begun is taken up by the next process.
	return { stop: () => Promise.race([stop(), wait(PATIENCE_MILLISECONDS, undefined, { ref: false })]) };
}

async function runQueue(pool: Pool, database: Database, settings: JobsSettings): Promise<Runner> {
	const { Logger, parseCronItems, run } = await import('graphile-worker');
	const { report, concurrency = 2, pollMilliseconds = 2000 } = settings;
	registerDailyJob('forget_failed_jobs', 4, (_day, context) => forgetFailedJobs(context.database));
	const jobs = listJobs();
	return run({
		pgPool: pool,
		concurrency,
		pollInterval: pollMilliseconds,
		noHandleSignals: true,
		// Not for speed: without batches the queue does not wait for "done" and "failed" to be written, neither when it
		// stops nor when that fails, which would end the process.
		preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
		taskList: Object.fromEntries(jobs.map((job) => [job.name, toTask(job, database, report)])),
		parsedCronItems: parseCronItems(jobs.flatMap(toCronItems)),
		logger: new Logger(() => (level, _message, meta) => {
			if (level === 'error' && meta?.failure !== true) report.interrupted(describeError(meta?.error));
		}),
	});
}

function toTask(job: Job, database: Database, report: JobsReport): Task {
	return async (payload, { abortSignal }) => {
		const failure = await findFailure(() => runJob(job, payload, { database, signal: abortSignal }));
		if (failure === undefined) return;
		report.jobFailed({ job: job.name, ...failure });
		// The queue writes the message of what is thrown into its table.
		throw new Error(`${job.name}: ${failure.reason}`);
	};
}

async function findFailure(work: () => Promise<void>): Promise<{ reason: string; frames: string[] } | undefined> {
	try {
		await work();
		return undefined;
	} catch (error) {
		const stack = error instanceof Error ? (error.stack ?? '') : '';
		return { reason: describeError(error), frames: stack.split('\n').filter((line) => /^\s+at /.test(line)) };
	}
}

async function runJob(job: Job, payload: unknown, context: JobContext): Promise<void> {
	if (job.when === 'asked') return job.run(Asked.parse(payload).id, context);
	if (job.when === 'frequent') return job.run(context);
	const day = findDueDay(Timed.parse(payload)._cron.ts, job.hour);
	return day === undefined ? undefined : job.run(day, context);
}

/** The clock of the queue is UTC: an hour of Brussels is one of two, and `findDueDay` tells which. */
function toCronItems(job: Job): CronItem[] {
	if (job.when === 'asked') return [];
	if (job.when === 'frequent') {
		// With a key: one that failed is replaced by the next, instead of one more beside it.
		return [{ task: job.name, match: `*/${job.everyMinutes} * * * *`, options: { jobKey: job.name } }];
	}
	const match = `0 ${(job.hour + 22) % 24},${(job.hour + 23) % 24} * * *`;
	return [{ task: job.name, match, options: { backfillPeriod: DAY_MILLISECONDS, maxAttempts: 10 } }];
}

/** '57P01', 'ECONNREFUSED' or 'TypeError': what kind of error, nothing of what it says. */
function describeError(error: unknown): string {
	return codeOf(error) || (error instanceof Error ? error.name : typeof error);
}
