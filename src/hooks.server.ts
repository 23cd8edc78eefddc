import process from 'node:process';
import type { RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { building } from '$app/env';
import * as env from '$app/env/private';
import { connectDatabase } from '#house/database/kysely.ts';
import { openPool } from '#house/database/pool.ts';
import { DatabaseUnavailable, openPublicReader } from '#house/database/public-reader.ts';
import { startJobs, type JobsReport } from '#house/jobs/start-jobs.server.ts';
import { findPathLanguage, preferLanguage } from '#house/language/language.ts';
import type { Language } from '#house/language/language.ts';
import { registerMailJobs } from '#house/mail/register-mail-jobs.server.ts';
import type { SmtpSettings } from '#house/mail/smtp.ts';
import { openLog } from '#house/web/log.ts';
import { openMetrics } from '#house/web/metrics.ts';
import { setPageHeaders } from '#house/web/page-headers.ts';
import { openRateLimit } from '#house/web/rate-limit.ts';
import { rememberPerson } from '#rooms/identity/remember-person.server.ts';
import { openPlaces } from '#rooms/orientation/find-places.server.ts';
import { getCentralLine } from '#rooms/orientation/helplines.ts';
import { texts } from '#messages';
import { watchDemonstration } from '#rooms/directory/watch-demonstration.server.ts';
import { offerApi } from './routes/api/offer-api.server.ts';

type Resolve = Parameters<Handle>[0]['resolve'];

openPlaces(env.REFERENCE_DIR);
const publicPool = openPool(env.DATABASE_PUBLIC_URL ?? missingDatabase(), {
	connectionTimeoutMillis: 350,
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
offerApi({ reader, rateLimit, log, metrics, hasDemonstration });

registerMailJobs({ smtp: readSmtp(), count: metrics.countMail });
const jobs = building ? undefined : startJobs(env.DATABASE_APP_URL ?? missingDatabase(), { report: reportJobs() });

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
		findPerson: rememberPerson(event, { database, withImaginary: env.DEMO }),
	});
	const mayPass = isAlwaysOpen(event.url.pathname) || (await rateLimit.mayPass(event.getClientAddress()));
	const response = mayPass ? await answer(event, resolve) : refuseCrowd(language);
	setPageHeaders(response, event.url);
	const { method } = event.request;
	const milliseconds = Math.round(performance.now() - start);
	const request = { method, route: event.route.id ?? 'none', status: response.status, milliseconds };
	metrics.observe(request);
	log.request(request);
	return response;
};

function readSmtp(): SmtpSettings | undefined {
	if (env.SMTP_URL === undefined || env.MAIL_FROM === undefined) return undefined;
	return { url: env.SMTP_URL, from: env.MAIL_FROM };
}

function reportJobs(): JobsReport {
	return {
		jobFailed(failure) {
			log.jobFailed(failure);
			metrics.countJobFailure(failure.job);
		},
		interrupted: (reason) => log.jobsInterrupted(reason),
	};
}

/**
 * The framework hashes every page for an ETag that is of no use here (see page-headers.ts), character by character. It is given an empty
 * page to hash; the page itself goes out as it was rendered. A page that streamed promises would lose them: none does.
 */
async function answer(event: RequestEvent, resolve: Resolve): Promise<Response> {
	let page: string | undefined;
	const response = await resolve(event, {
		transformPageChunk({ html }) {
			page = (page ?? '') + html.replace('%lang%', event.locals.language);
			return '';
		},
	});
	if (page === undefined) {
		return response;
	}
	const headers = new Headers(response.headers);
	headers.delete('content-length');
	return new Response(page, { status: response.status, headers });
}

function missingDatabase(): string {
	if (building) {
		return 'postgres://localhost';
	}
	throw new Error(
		'DATABASE_PUBLIC_URL or DATABASE_APP_URL is not set: start the application with `npm start`, which sets them.',
	);
}

/** The answer to too many requests costs next to nothing: plain text, with the number to call. */
function refuseCrowd(language: Language): Response {
	const t = texts(language).house;
	const line = getCentralLine(language);
	return new Response(`${t.error_429_title}\n\n${t.error_429_body}\n\n${line.display}\n`, {
		status: 429,
		headers: { 'retry-after': '60', 'content-type': 'text/plain; charset=utf-8' },
	});
}

/** What watches over the server may always ask, and whoever wants to leave may always leave. */
function isAlwaysOpen(path: string): boolean {
	return path.startsWith('/health/') || path === '/metrics' || path.endsWith('/exit');
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
