import { createHash, randomInt } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { z } from 'zod';

/** What a form that anyone may send carries, so that nobody sends it by the thousand: work for the browser, and a word to copy without it. */
export interface Gate {
	/** Of ALTCHA, as JSON; signed, with the purpose, the moment and the word. */
	challenge: string;
	word: string;
}

/** What came back with the form. */
export interface GateAnswer {
	challenge: string;
	solution: string;
	word: string;
}

/** How it was passed. `proof` is to be spent in the transaction of what the form does: it counts once. */
export interface GatePass {
	by: 'work' | 'patience';
	proof: Buffer;
	expiresAt: Date;
}

/** `expired`: too old, of another form, or not ours. The other two can be put right on the same page. */
export type GateRefusal = 'expired' | 'word' | 'too_fast';

/** One in 256 keys begins so: half a second of a desk computer, some seconds of an old telephone, while one writes. */
const work = { algorithm: 'PBKDF2/SHA-256', cost: 2000, keyPrefix: '00' } as const;
const lifeMilliseconds = 2 * 3_600_000;
export const patienceMilliseconds = 5000;
const longestChallenge = 2000;

/**
 * Which form, by what it is for, as `suggestion:<id>`: an answer is good for nothing else. `secret`: of the server, the same in all processes
 * behind one address (`getServerSecret`).
 */
export interface GateForm {
	purpose: string;
	secret: Uint8Array;
	now: Date;
}

const Challenge = z.object({
	parameters: z.object({
		algorithm: z.literal(work.algorithm),
		nonce: z.hex(),
		salt: z.hex(),
		cost: z.literal(work.cost),
		keyLength: z.int(),
		keyPrefix: z.literal(work.keyPrefix),
		expiresAt: z.int(),
		data: z.object({ for: z.string(), begunAt: z.int(), word: z.string() }),
	}),
	signature: z.hex(),
});
type Challenge = z.infer<typeof Challenge>;
const Solution = z.object({ counter: z.int().min(0), derivedKey: z.string() });
const noSolution = { counter: 0, derivedKey: '' };

export async function openGate({ purpose, secret, now }: GateForm, words: readonly string[]): Promise<Gate> {
	const word = words[randomInt(words.length)] ?? '';
	const challenge = await createChallenge({
		...work,
		deriveKey,
		data: { for: purpose, begunAt: now.getTime(), word },
		expiresAt: Math.floor((now.getTime() + lifeMilliseconds) / 1000),
		hmacSignatureSecret: toHex(secret),
	});
	return { challenge: JSON.stringify(challenge), word };
}

/** The gate of a form that comes back to be put right; undefined when what came is none. */
export function showGateAgain({ challenge }: GateAnswer): Gate | undefined {
	const read = readChallenge(challenge);
	return read && { challenge, word: read.parameters.data.word };
}

/** Whether the form may pass: by the work done or, without script, by a word copied and the time it takes. */
export async function passGate(
	answer: GateAnswer,
	{ purpose, secret, now }: GateForm,
): Promise<GatePass | { refused: GateRefusal }> {
	const challenge = readChallenge(answer.challenge);
	if (challenge?.parameters.data.for !== purpose) return { refused: 'expired' };
	const solution = readJson(Solution, answer.solution) ?? noSolution;
	const checked = await verifySolution({ challenge, solution, deriveKey, hmacSignatureSecret: toHex(secret) });
	const { begunAt, word } = challenge.parameters.data;
	const expiresAt = new Date(challenge.parameters.expiresAt * 1000);
	if (checked.expired || checked.invalidSignature !== false || expiresAt <= now) return { refused: 'expired' };
	const proof = createHash('sha256').update(challenge.signature).digest();
	if (checked.verified) return { by: 'work', proof, expiresAt };
	if (fold(answer.word) !== fold(word)) return { refused: 'word' };
	if (now.getTime() - begunAt < patienceMilliseconds) return { refused: 'too_fast' };
	return { by: 'patience', proof, expiresAt };
}

function toHex(secret: Uint8Array): string {
	return Buffer.from(secret).toString('hex');
}

function readChallenge(text: string): Challenge | undefined {
	return text.length > longestChallenge ? undefined : readJson(Challenge, text);
}

function readJson<Shape>(schema: z.ZodType<Shape>, text: string): Shape | undefined {
	try {
		return schema.safeParse(JSON.parse(text)).data;
	} catch {
		return undefined;
	}
}

/** Nobody is turned away for a capital letter or an accent. */
function fold(word: string): string {
	return word
		.normalize('NFD')
		.replaceAll(/[^\p{L}]/gu, '')
		.toLowerCase();
}
