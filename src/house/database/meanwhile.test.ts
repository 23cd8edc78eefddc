import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { meanwhile } from './meanwhile.ts';

test('both are done, and what came of them is told', async () => {
	expect(await meanwhile(Promise.resolve('written'), Promise.resolve('next'))).toEqual(['written', 'next']);
});

test('a failure of one is told once the other has ended', async () => {
	let ended = false;
	async function writeSlowly(): Promise<void> {
		await wait(20);
		ended = true;
	}
	await expect(meanwhile(writeSlowly(), Promise.reject(new Error('no')))).rejects.toThrow('no');
	expect(ended).toBe(true);
});

test('of two failures the first is told', async () => {
	const consequence = wait(20).then(() => Promise.reject(new Error('consequence')));
	const cause = wait(5).then(() => Promise.reject(new Error('cause')));
	await expect(meanwhile(consequence, cause)).rejects.toThrow('cause');
});
