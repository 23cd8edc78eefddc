import { expect, test } from 'vitest';
import { readAhead } from './read-ahead.ts';

test('each comes once and in order, and is read while the one before is worked on', async () => {
	const read: number[] = [];
	async function* count() {
		for (let number = 1; number <= 3; number++) {
			read.push(number);
			yield await Promise.resolve(number);
		}
	}
	const seen: [number, number][] = [];
	for await (const number of readAhead(count())) seen.push([number, read.length]);
	expect(seen).toEqual([
		[1, 2],
		[2, 3],
		[3, 3],
	]);
});

test('whoever stops early ends what is read, and a failure comes when it is its turn', async () => {
	let ended = 0;
	async function* fail() {
		try {
			yield await Promise.resolve(1);
			throw new Error('unreadable');
		} finally {
			ended += 1;
		}
	}
	for await (const number of readAhead(fail())) {
		expect(number).toBe(1);
		break;
	}
	const all = async () => {
		for await (const number of readAhead(fail())) expect(number).toBe(1);
	};
	await expect(all()).rejects.toThrow('unreadable');
	expect(ended).toBe(2);
});
