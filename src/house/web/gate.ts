import { createHash, createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { createChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { z } from 'zod';
import { canonical } from '../crypto/canonical.ts';
import { signersOf } from './gate-signers.ts';

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

const work = { algorithm: 'PBKDF2/SHA-256', cost: 2000 } as const;
/**
 * The key that is looked for is one of so many, drawn with each gate: 256 are derived on average, half a second of a desk computer, some
 * seconds of an old telephone, while one writes. The server derives it once, when it opens the gate; to let through takes no work then.
 */
const mostKeys = 511;
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
		keyPrefix: z.hex(),
		keySignature: z.hex(),
		expiresAt: z.int(),
		data: z.object({ for: z.string(), begunAt: z.int(), word: z.string() }),
	}),
	signature: z.hex(),
});
type Challenge = z.infer<typeof Challenge>;
const Solution = z.object({ derivedKey: z.string().regex(/^[0-9a-f]{64}$/) });

export async function openGate({ purpose, secret, now }: GateForm, words: readonly string[]): Promise<Gate> {
	const word = words[randomInt(words.length)] ?? '';
	const challenge = await createChallenge({
		...work,
		counter: randomInt(mostKeys),
		deriveKey,
		data: { for: purpose, begunAt: now.getTime(), word },
		expiresAt: Math.floor((now.getTime() + lifeMilliseconds) / 1000),
		hmacSignatureSecret: signersOf(secret).challenge,
		hmacKeySignatureSecret: signersOf(secret).key,
	});
	return { challenge: JSON.stringify(challenge), word };
}

/** The gate of a form that comes back to be put right; undefined when what came is none. */
export function showGateAgain({ challenge }: GateAnswer): Gate | undefined {
	const read = readChallenge(challenge);
	return read && { challenge, word: read.parameters.data.word };
}

/** Whether the form may pass: by the work done or, without script, by a word copied and the time it takes. */
export function passGate(answer: GateAnswer, { purpose, secret, now }: GateForm): GatePass | { refused: GateRefusal } {
	const challenge = readChallenge(answer.challenge);
	if (challenge?.parameters.data.for !== purpose) return { refused: 'expired' };
	const { begunAt, word } = challenge.parameters.data;
	const expiresAt = new Date(challenge.parameters.expiresAt * 1000);
	if (!isSigned(challenge, secret) || expiresAt <= now) return { refused: 'expired' };
	const proof = createHash('sha256').update(challenge.signature).digest();
	if (hasKey(challenge, answer.solution, secret)) return { by: 'work', proof, expiresAt };
	if (fold(answer.word) !== fold(word)) return { refused: 'word' };
	if (now.getTime() - begunAt < patienceMilliseconds) return { refused: 'too_fast' };
	return { by: 'patience', proof, expiresAt };
}

// What `verifySolution` of ALTCHA does, without leaving the thread for it: signatures are made in a few microseconds.
function isSigned({ parameters, signature }: Challenge, secret: Uint8Array): boolean {
	return isHmac(signature, signersOf(secret).challenge, canonical(parameters));
}

function hasKey({ parameters }: Challenge, text: string, secret: Uint8Array): boolean {
	const solution = readJson(Solution, text);
	if (solution === undefined) return false;
	return isHmac(parameters.keySignature, signersOf(secret).key, Buffer.from(solution.derivedKey, 'hex'));
}

function isHmac(shown: string, secret: string, signed: string | Buffer): boolean {
	const right = createHmac('sha256', secret).update(signed).digest();
	const given = Buffer.from(shown, 'hex');
	return given.length === right.length && timingSafeEqual(given, right);
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
