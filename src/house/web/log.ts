import pino from 'pino';

/** One request as it may be logged: the route's pattern, never the address, the query, the visitor's address or device. */
export type LoggedRequest = { method: string; route: string; status: number; milliseconds: number };

export type Log = {
	request(request: LoggedRequest): void;
	/** The database did not answer: why, in the driver's words. */
	unavailable(cause: unknown): void;
	/** A job threw: its name, the kind of error and the lines of the stack, without a word that may name a person. */
	jobFailed(failure: { job: string; reason: string; frames: string[] }): void;
	/** The worker lost the database or ended; it begins again by itself. */
	jobsInterrupted(reason: string): void;
	/** An error that nobody expected, with its stack but without any address of a page. */
	surprise(error: unknown, route: string): void;
};

export function openLog(level: string): Log {
	const logger = pino({ level, base: null });
	return {
		request(request) {
			const slow = request.milliseconds > 1000 || request.status >= 500;
			logger[slow ? 'warn' : 'debug'](request, 'request');
		},
		unavailable(cause) {
			logger.warn({ reason: cause instanceof Error ? cause.message : 'unknown' }, 'database unavailable');
		},
		jobFailed(failure) {
			logger.error(failure, 'job failed');
		},
		jobsInterrupted(reason) {
			logger.warn({ reason }, 'jobs interrupted');
		},
		surprise(error, route) {
			logger.error({ err: error, route }, 'surprise');
		},
	};
}
