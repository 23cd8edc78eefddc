import { error } from '@sveltejs/kit';
import * as env from '$app/env/private';
import { networkOf, openCounter } from '#house/web/rate-limit.ts';

/** Receipts tried an hour from one address. A secret has 100 bits: the limit spares the server, it does not guard the receipts. */
const counter = openCounter({ points: env.RATE_LIMIT_PER_MINUTE === 0 ? 0 : 300, seconds: 3600 });

export async function mayTryReceipt(event: { getClientAddress(): string }): Promise<boolean> {
	return counter.mayPass(networkOf(event.getClientAddress()));
}

export async function limitReceipts(event: { getClientAddress(): string }): Promise<void> {
	if (!(await mayTryReceipt(event))) error(429);
}
