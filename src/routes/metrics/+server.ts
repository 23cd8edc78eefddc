import { createHash, timingSafeEqual } from 'node:crypto';
import { error } from '@sveltejs/kit';
import { METRICS_TOKEN } from '$app/env/private';
import type { RequestHandler } from './$types';

function hasToken(authorization: string | null): boolean {
	if (METRICS_TOKEN === undefined || authorization === null) {
		return false;
	}
	const hash = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(hash(authorization), hash(`Bearer ${METRICS_TOKEN}`));
}

const loopback = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];
const proxyHeaders = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/** From this machine itself and not by way of a proxy. */
function isLocal(address: string, headers: Headers): boolean {
	return loopback.includes(address) && !proxyHeaders.some((name) => headers.has(name));
}

/** Prometheus metrics, for loopback or the bearer of the token; for anyone else this page does not exist. */
export const GET: RequestHandler = async ({ request, locals, getClientAddress }) => {
	if (!isLocal(getClientAddress(), request.headers) && !hasToken(request.headers.get('authorization'))) {
		error(404, 'unknown_page');
	}
	return new Response(await locals.metrics.print(), { headers: { 'content-type': locals.metrics.contentType } });
};
