import pino from 'pino';

/** One request as it may be logged: the route's pattern, never the address, the query, the visitor's address or device. */
export type LoggedRequest = { method: string; route: string; status: number; milliseconds: number };

export type Log = {
	request(request: LoggedRequest): void;
	/** The database did not answer: why, in the driver's words. */
	unavailable(cause: unknown): void;
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
		surprise(error, route) {
			logger.error({ err: error, route }, 'surprise');
		},
	};
}
