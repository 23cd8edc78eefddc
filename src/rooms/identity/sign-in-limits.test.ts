import { expect, test } from 'vitest';
import { openSignInLimits } from './sign-in-limits.ts';

async function count(times: number, ask: (turn: number) => Promise<boolean>): Promise<number> {
	let passed = 0;
	for (let turn = 0; turn < times; turn++) passed += (await ask(turn)) ? 1 : 0;
	return passed;
}

test('one network asks five codes for one address in a quarter of an hour', async () => {
	const limits = openSignInLimits();
	expect(await count(10, () => limits.mayAskCode('camille@essai.example', '198.51.100.7'))).toBe(5);
});

test('a stranger who asks for codes for my address does not stop me from asking for one', async () => {
	const limits = openSignInLimits();
	await count(200, () => limits.mayAskCode('camille@essai.example', '198.51.100.7'));
	expect(await limits.mayAskCode('camille@essai.example', '203.0.113.9')).toBe(true);
});

test('a mailbox is not flooded from many networks either', async () => {
	const limits = openSignInLimits();
	expect(await count(60, (turn) => limits.mayAskCode('camille@essai.example', `198.51.100.${turn}`))).toBe(30);
});

test('a hundred colleagues behind one address sign in together', async () => {
	const limits = openSignInLimits();
	expect(await count(120, (turn) => limits.mayAskCode(`colleague${turn}@essai.example`, '198.51.100.7'))).toBe(100);
});

test('the devices of one household count as one, by their IPv6 network', async () => {
	const limits = openSignInLimits();
	expect(await count(10, (turn) => limits.mayAskCode('camille@essai.example', `2001:db8:1:2::${turn}`))).toBe(5);
});
