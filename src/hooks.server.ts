import process from 'node:process';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { building } from '$app/env';
import * as env from '$app/env/private';
import { connectDatabase } from '#house/database/kysely.ts';
import { openPool } from '#house/database/pool.ts';
import { DatabaseUnavailable, openPublicReader } from '#house/database/public-reader.ts';
import { startJobs, type JobsReport } from '#house/jobs/start-jobs.server.ts';
import { findPathLanguage, preferLanguage } from '#house/language/language.ts';
import { openLog } from '#house/web/log.ts';
import { openMetrics } from '#house/web/metrics.ts';
import { setPageHeaders } from '#house/web/page-headers.ts';
import { isAlwaysOpen, openRateLimit } from '#house/web/rate-limit.ts';
import { refuseCrowd } from '#house/web/refuse-crowd.ts';
import { refuseSize } from '#house/web/refuse-size.ts';
import { answerWhole } from '#house/web/whole-page.ts';
import { openSignIn } from '#rooms/identity/open-sign-in.server.ts';
import { rememberPerson } from '#rooms/identity/remember-person.server.ts';
import { openPlaces } from '#rooms/orientation/find-places.server.ts';
import { getCentralLine } from '#rooms/orientation/helplines.ts';
import { watchDemonstration } from '#rooms/directory/watch-demonstration.server.ts';
import { registerParts } from './register.server.ts';
import { offerApi } from './routes/api/offer-api.server.ts';

openPlaces(env.REFERENCE_DIR);
const publicPool = openPool(env.DATABASE_PUBLIC_URL ?? missingDatabase(), {
	connectionTimeoutMillis: 600,
	statementTimeoutMillis: 700,
	planOnce: true,
	max: 10,
	applicationName: 'maillage public',
});
const reader = openPublicReader(publicPool);
const appPool = openPool(env.DATABASE_APP_URL ?? missingDatabase(), {
	connectionTimeoutMillis: 700,
	statementTimeoutMillis: 10_000,
	max: 10,
	applicationName: 'maillage',
});
const database = connectDatabase(appPool);
const log = openLog(env.LOG_LEVEL);
const metrics = openMetrics();
const rateLimit = openRateLimit(env.RATE_LIMIT_PER_MINUTE);
const hasDemonstration = watchDemonstration(reader, env.DEMO);
// Asked once before anybody comes: the first connection takes its time while the rest is loaded, not from the first visitor's.
hasDemonstration();
offerApi({ reader, rateLimit, log, metrics, hasDemonstration });

const signIn = openSignIn(env, process.env);
registerParts(env, metrics, reader);
const jobs = building
	? undefined
	: startJobs(env.DATABASE_APP_URL ?? missingDatabase(), { report: reportJobs(), beginAfterMilliseconds: 500 });

// The launcher waits for what is put into the list it sends along; another server sends something else.
process.on('sveltekit:shutdown', (endings: unknown) => {
	const ending = Promise.all([publicPool.end(), database.destroy(), jobs?.stop()]);
	if (Array.isArray(endings)) endings.push(ending);
});

export const handle: Handle = async ({ event, resolve }) => {
	const start = performance.now();
	const language = findPathLanguage(event.url.pathname) ?? preferLanguage(event.request.headers.get('accept-language'));
	Object.assign(event.locals, {
		language,
		reader,
		database,
		metrics,
		hasDemonstration: hasDemonstration(),
		signIn,
		findPerson: rememberPerson(event, { database, withImaginary: env.DEMO }),
	});
	const mayPass = isAlwaysOpen(event.url.pathname) || (await rateLimit.mayPass(event.getClientAddress()));
	const refusal = mayPass ? refuseSize(event, language) : refuseCrowd(language, getCentralLine(language).display);
	const { response, send } = refusal === undefined ? await answerWhole(event, resolve) : { response: refusal };
	setPageHeaders(response, event.url);
	const { method } = event.request;
	const milliseconds = Math.round(performance.now() - start);
	const request = { method, route: event.route.id ?? 'none', status: response.status, milliseconds };
	metrics.observe(request);
	log.request(request);
	send?.();
	return response;
};

function reportJobs(): JobsReport {
	return {
		jobFailed(failure) {
			log.jobFailed(failure);
			metrics.countJobFailure(failure.job);
		},
		interrupted: (reason) => log.jobsInterrupted(reason),
	};
}

function missingDatabase(): string {
	if (building) {
		return 'postgres://localhost';
	}
	throw new Error(
		'DATABASE_PUBLIC_URL or DATABASE_APP_URL is not set: start the application with `npm start`, which sets them.',
	);
}

export const handleError: HandleServerError = ({ error, kind, event }) => {
	if (error instanceof DatabaseUnavailable) {
		log.unavailable(error.cause ?? error);
		return { status: 503, message: 'database_unavailable' };
	}
	if (kind === 'unknown') {
		log.surprise(error, event.route.id ?? 'none');
	}
	return {};
};
