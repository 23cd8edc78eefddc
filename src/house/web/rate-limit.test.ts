import { expect, test } from 'vitest';
import { openRateLimit } from './rate-limit.ts';

async function countPassed(limit: { mayPass(address: string): Promise<boolean> }, address: string, requests: number) {
	const answers = await Promise.all(Array.from({ length: requests }, () => limit.mayPass(address)));
	return answers.filter(Boolean).length;
}

test('an address passes as often as it may in a minute, and no more', async () => {
	const limit = openRateLimit(20);
	expect(await countPassed(limit, '192.0.2.1', 25)).toBe(20);
});

test('one address that asks too much stops nobody else', async () => {
	const limit = openRateLimit(5);
	await countPassed(limit, '192.0.2.1', 50);
	expect(await limit.mayPass('192.0.2.2')).toBe(true);
});

test('a classroom of thirty behind one address passes, at forty pages each', async () => {
	expect(await countPassed(openRateLimit(1200), '192.0.2.1', 30 * 40)).toBe(1200);
});

test('0 lifts the limit', async () => {
	expect(await countPassed(openRateLimit(0), '192.0.2.1', 5000)).toBe(5000);
});
