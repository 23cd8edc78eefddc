import { expect, test } from 'vitest';
import { wipe } from './unlock.ts';

test('a conversation that is closed leaves no key in memory, nor what proves its receipt', () => {
	const aKey = () => new Uint8Array(32).fill(7);
	const unlocked = { proof: { locator: 'ABCDEF', authentication: aKey() }, request: aKey(), signingSeed: aKey() };
	wipe(unlocked);
	const { proof, request, signingSeed } = unlocked;
	for (const key of [proof.authentication, request, signingSeed]) expect(key).toEqual(new Uint8Array(32));
});
