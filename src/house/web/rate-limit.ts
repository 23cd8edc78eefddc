import { createHmac, randomBytes } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Counts requests by a keyed hash of the visitor's address; the key is random, kept in memory alone and changed every day. */
export type RateLimit = { mayPass(address: string): Promise<boolean> };

const dayMilliseconds = 86_400_000;

/** A household or a phone has a whole /64 of IPv6 addresses: it counts as one. */
export function networkOf(address: string): string {
	if (!address.includes(':') || address.includes('.')) {
		return address;
	}
	const [head = '', tail] = address.split('::');
	const groups = head.split(':').filter(Boolean);
	const rest = tail === undefined ? [] : tail.split(':').filter(Boolean);
	const zeros = Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0');
	return [...groups, ...(tail === undefined ? [] : zeros), ...rest].slice(0, 4).join(':');
}

/** @param perMinute how many requests a minute one address may make; 0 lifts the limit */
export function openRateLimit(perMinute: number): RateLimit {
	const { mayPass } = openCounter({ points: perMinute, seconds: 60 });
	return { mayPass: (address) => mayPass(networkOf(address)) };
}

/** As text: Node takes longer to look at a key in bytes than to hash with it, and this is done for every request. */
function drawKey(): string {
	return randomBytes(32).toString('base64url');
}

/** The same for anything else that is counted: what is kept of `key` is its hash. `points` 0 lifts the limit. */
export function openCounter({ points, seconds }: { points: number; seconds: number }): {
	mayPass(key: string): Promise<boolean>;
} {
	const limiter = new RateLimiterMemory({ points: Math.max(points, 1), duration: seconds });
	let salt = { day: -1, key: drawKey() };
	return {
		async mayPass(key) {
			if (points === 0) {
				return true;
			}
			const day = Math.floor(Date.now() / dayMilliseconds);
			if (day !== salt.day) {
				salt = { day, key: drawKey() };
			}
			try {
				await limiter.consume(createHmac('sha256', salt.key).update(key).digest('base64url'));
				return true;
			} catch (refusal) {
				if (refusal instanceof RateLimiterRes) {
					return false;
				}
				throw refusal;
			}
		},
	};
}

/** What watches over the server may always ask, and whoever wants to leave may always leave. */
export function isAlwaysOpen(path: string): boolean {
	return path.startsWith('/health/') || path === '/metrics' || path.endsWith('/exit');
}
