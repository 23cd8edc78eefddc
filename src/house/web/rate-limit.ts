import { createHmac, randomBytes } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Counts requests by a keyed hash of the visitor's address; the key is random, kept in memory alone and changed every day. */
export type RateLimit = { mayPass(address: string): Promise<boolean> };

const dayMilliseconds = 86_400_000;

/** @param perMinute how many requests a minute one address may make; 0 lifts the limit */
export function openRateLimit(perMinute: number): RateLimit {
	const limiter = new RateLimiterMemory({ points: Math.max(perMinute, 1), duration: 60 });
	let salt = { day: -1, key: randomBytes(32) };
	return {
		async mayPass(address) {
			if (perMinute === 0) {
				return true;
			}
			const day = Math.floor(Date.now() / dayMilliseconds);
			if (day !== salt.day) {
				salt = { day, key: randomBytes(32) };
			}
			try {
				await limiter.consume(createHmac('sha256', salt.key).update(address).digest('base64url'));
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
