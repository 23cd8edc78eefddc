import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { expect, test } from 'vitest';
import { openGate, passGate, patienceMilliseconds, showGateAgain } from './gate.ts';

const secret = new Uint8Array(32).fill(7);
const words = ['marché', 'jardin'];
const now = new Date();
const later = (milliseconds: number) => new Date(now.getTime() + milliseconds);

async function solve(challenge: string): Promise<string> {
	return JSON.stringify(await solveChallenge({ challenge: JSON.parse(challenge), deriveKey }));
}

test('whoever has done the work passes at once, and every form has a proof of its own', async () => {
	const [one, other] = [
		await openGate({ purpose: 'a', secret, now }, words),
		await openGate({ purpose: 'a', secret, now }, words),
	];
	const passes = [];
	for (const { challenge } of [one, other])
		passes.push(passGate({ challenge, solution: await solve(challenge), word: '' }, { purpose: 'a', secret, now }));
	expect(passes).toEqual([expect.objectContaining({ by: 'work' }), expect.objectContaining({ by: 'work' })]);
	const proofs = passes.map((pass) => ('proof' in pass ? pass.proof.toString('hex') : ''));
	expect(new Set(proofs).size).toBe(2);
	expect(proofs[0]).toHaveLength(64);
});

test('the work done for one form is good for no other', async () => {
	const { challenge } = await openGate({ purpose: 'suggestion:one', secret, now }, words);
	const answer = { challenge, solution: await solve(challenge), word: '' };
	expect(passGate(answer, { purpose: 'suggestion:other', secret, now })).toEqual({ refused: 'expired' });
	const { challenge: second } = await openGate({ purpose: 'suggestion:one', secret, now }, words);
	expect(passGate({ ...answer, challenge: second }, { purpose: 'suggestion:one', secret, now })).toEqual({
		refused: 'word',
	});
});

test.each([
	['easier', (read: Challenge) => (read.parameters.cost = 1)],
	['of another purpose', (read: Challenge) => (read.parameters.data.for = 'b')],
	['easier by what its key begins with', (read: Challenge) => (read.parameters.keyPrefix = '00')],
	['easier by another key', (read: Challenge) => (read.parameters.keySignature = '00'.repeat(32))],
	['older', (read: Challenge) => (read.parameters.data.begunAt = 0)],
	['longer', (read: Challenge) => (read.parameters.expiresAt += 1)],
	['unsigned', (read: Challenge) => (read.signature = '00'.repeat(32))],
])('a challenge that was made %s is refused', async (_, change) => {
	const gate = await openGate({ purpose: 'a', secret, now }, words);
	const read: Challenge = JSON.parse(gate.challenge);
	change(read);
	const challenge = JSON.stringify(read);
	const purpose = read.parameters.data.for;
	const answer = { challenge, solution: '', word: gate.word };
	expect(passGate(answer, { purpose, secret, now: later(patienceMilliseconds) })).toEqual({ refused: 'expired' });
});

interface Challenge {
	parameters: {
		cost: number;
		keyPrefix: string;
		keySignature: string;
		expiresAt: number;
		data: { for: string; begunAt: number };
	};
	signature: string;
}

test('a key that begins as asked is not enough: it is the whole one that counts', async () => {
	const gate = await openGate({ purpose: 'a', secret, now }, words);
	const { keyPrefix, keySignature }: Challenge['parameters'] = JSON.parse(gate.challenge).parameters;
	const wrong = [keyPrefix.padEnd(64, '0'), keySignature, '', 'x'.repeat(64), keyPrefix];
	for (const derivedKey of wrong) {
		const solution = JSON.stringify({ counter: 0, derivedKey });
		expect(passGate({ challenge: gate.challenge, solution, word: '' }, { purpose: 'a', secret, now })).toEqual({
			refused: 'word',
		});
	}
});

test('the work is 256 keys on average, and never more than 511', async () => {
	const counters: number[] = [];
	for (let gate = 0; gate < 40; gate++) {
		const { challenge } = await openGate({ purpose: 'a', secret, now }, words);
		counters.push(JSON.parse(await solve(challenge)).counter);
	}
	expect(Math.max(...counters)).toBeLessThan(511);
	const mean = counters.reduce((sum, counter) => sum + counter, 0) / counters.length;
	// Five standard deviations to each side.
	expect(Math.abs(mean - 255)).toBeLessThan(117);
}, 60_000);

test.each(['', '{}', 'x', 'null', '[]', '{"parameters":{}}', 'a'.repeat(5000)])(
	'what is no challenge is refused: %s',
	(challenge) => {
		expect(passGate({ challenge, solution: '', word: '' }, { purpose: 'a', secret, now })).toEqual({
			refused: 'expired',
		});
		expect(showGateAgain({ challenge, solution: '', word: '' })).toBeUndefined();
	},
);

test('without work one copies the word and takes one’s time', async () => {
	const gate = await openGate({ purpose: 'a', secret, now }, ['marché']);
	const answer = { challenge: gate.challenge, solution: '', word: ' MARCHE ' };
	expect(passGate(answer, { purpose: 'a', secret, now: later(patienceMilliseconds - 1) })).toEqual({
		refused: 'too_fast',
	});
	expect(passGate(answer, { purpose: 'a', secret, now: later(patienceMilliseconds) })).toMatchObject({
		by: 'patience',
	});
	for (const word of ['', 'jardin', '🙂'])
		expect(passGate({ ...answer, word }, { purpose: 'a', secret, now: later(patienceMilliseconds) })).toEqual({
			refused: 'word',
		});
	expect(showGateAgain(answer)).toEqual(gate);
});

test('after two hours it has expired, however it was passed', async () => {
	const { challenge, word } = await openGate({ purpose: 'a', secret, now: later(-2 * 3_600_000 - 1000) }, words);
	const answer = { challenge, solution: await solve(challenge), word };
	expect(passGate(answer, { purpose: 'a', secret, now })).toEqual({ refused: 'expired' });
});

test('a gate of another secret, as of another server, is none', async () => {
	const { challenge } = await openGate({ purpose: 'a', secret, now }, words);
	const answer = { challenge, solution: await solve(challenge), word: '' };
	const elsewhere = { purpose: 'a', secret: new Uint8Array(32).fill(8), now };
	expect(passGate(answer, elsewhere)).toEqual({ refused: 'expired' });
	expect(passGate(answer, { purpose: 'a', secret, now })).toMatchObject({ by: 'work' });
});
