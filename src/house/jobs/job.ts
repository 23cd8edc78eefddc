import type { Database } from '../database/kysely.ts';
import { readClock } from '../language/dates.ts';

/** What a job is given. Its transactions go through `database`, which is the application's role. */
export interface JobContext {
	database: Database;
	/** Fires when the process is stopping and has waited long enough. */
	signal: AbortSignal;
}

/** Called once per job that `addJob` enqueued, with the id it was given. */
export type RunJob = (id: string, context: JobContext) => Promise<void>;
/** Called once a day; `day` is YYYY-MM-DD in Brussels. After a failure it is called again for the same day. */
export type RunDailyJob = (day: string, context: JobContext) => Promise<void>;
export type RunFrequentJob = (context: JobContext) => Promise<void>;

export type Job =
	| { name: string; when: 'asked'; run: RunJob }
	| { name: string; when: 'daily'; hour: number; run: RunDailyJob }
	| { name: string; when: 'frequent'; everyMinutes: number; run: RunFrequentJob };

// The development server loads changed files again: the later registration of a name is the one that counts.
const jobs = new Map<string, Job>();

export function registerJob(name: string, run: RunJob): void {
	register({ name, when: 'asked', run });
}

/** @param hour on the clock of Brussels; not 2, which is missing on one day of the year and comes twice on another */
export function registerDailyJob(name: string, hour: number, run: RunDailyJob): void {
	if (!Number.isInteger(hour) || hour < 0 || hour > 23 || hour === 2) {
		throw new RangeError(`the daily job ${name} cannot run at ${hour}: choose a whole hour other than 2`);
	}
	register({ name, when: 'daily', hour, run });
}

export function registerFrequentJob(name: string, everyMinutes: number, run: RunFrequentJob): void {
	if (!Number.isInteger(everyMinutes) || everyMinutes < 1 || everyMinutes > 30) {
		throw new RangeError(`the job ${name} cannot run every ${everyMinutes} minutes: choose 1 to 30`);
	}
	register({ name, when: 'frequent', everyMinutes, run });
}

export function listJobs(): Job[] {
	return [...jobs.values()];
}

/** The day a daily job is due for at this moment, or undefined when its hour is not now in Brussels. */
export function findDueDay(moment: Date, hour: number): string | undefined {
	const { date, time } = readClock(moment);
	return Number(time.slice(0, 2)) === hour ? date : undefined;
}

function register(job: Job): void {
	if (!/^[a-z]+(_[a-z]+)*$/.test(job.name)) throw new RangeError(`"${job.name}" is no name of a job`);
	jobs.set(job.name, job);
}
