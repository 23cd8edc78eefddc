import * as z from 'zod/mini';
import { bytesToUtf8, utf8ToBytes } from '#house/crypto/bytes.ts';
import { canonical } from '#house/crypto/canonical.ts';
import { CannotOpen } from '#house/crypto/envelope.ts';
import { writers } from './writers.ts';

/** The longest text that is sent at once, in characters. */
export const LONGEST_TEXT = 20_000;

const Text = z.string().check(z.minLength(1), z.maxLength(LONGEST_TEXT));
const Short = z.string().check(z.maxLength(300));
const Id = z.uuid();

/** A file as its message names it: what it is called and what kind it is are sealed with it. `size` in bytes, before sealing. */
export const SealedFile = z.object({ id: Id, name: Short, type: Short, size: z.int().check(z.nonnegative()) });
export type SealedFile = z.infer<typeof SealedFile>;
const Files = z.array(SealedFile).check(z.maxLength(10));

export const ages = ['adult', 'minor', 'unsaid'] as const;
/** How one may be reached outside this conversation; nothing of it has to be said. */
export const reaches = ['here', 'phone', 'mail'] as const;

/** What is sent first. */
export const FirstMessage = z.object({
	v: z.literal(1),
	text: Text,
	/** A name or a pseudonym to call them by; empty where none was given. */
	name: Short,
	writer: z.enum(writers),
	age: z.enum(ages),
	/** Number or address, when it is safe, and what must not be done ("never leave a message"). */
	reach: z.object({ by: z.enum(reaches), where: Short, when: Short, leaveNoMessage: z.boolean() }),
	/** A language to speak in through an interpreter; empty where none is needed. */
	interpreter: Short,
	/** Ed25519, base64: what is written later is signed with its other half. */
	personKey: z.string().check(z.maxLength(64)),
	files: Files,
});
export type FirstMessage = z.infer<typeof FirstMessage>;

/** What a person writes later. `signature` (Ed25519, base64) is of the canonical text and its place. */
export const LaterMessage = z.object({ v: z.literal(1), text: Text, files: Files, signature: z.string() });
export type LaterMessage = z.infer<typeof LaterMessage>;

/** An answer of the team. `by`: the role in words or the name, as the team chose; `service`: another door that is shown. */
export const Answer = z.object({
	v: z.literal(1),
	text: Text,
	by: Short,
	service: z.optional(z.object({ id: Id, name: Short, organisation: Short })),
	files: Files,
	signature: z.string(),
});
export type Answer = z.infer<typeof Answer>;

/** What the team keeps to itself. */
export const Note = z.object({ v: z.literal(1), text: Text });
export type Note = z.infer<typeof Note>;

/** A line of the list: the first words, or a title that the team gave; and the name to call by. */
export const Card = z.object({ v: z.literal(1), title: Short, name: Short });
export type Card = z.infer<typeof Card>;

export function writePayload(payload: FirstMessage | LaterMessage | Answer | Note | Card): Uint8Array {
	return utf8ToBytes(JSON.stringify(payload));
}

/** @throws {CannotOpen} when what was sealed is not of this shape */
export function readPayload<Shape>(schema: z.ZodMiniType<Shape>, content: Uint8Array): Shape {
	try {
		return z.parse(schema, JSON.parse(bytesToUtf8(content)));
	} catch {
		throw new CannotOpen('What was sealed is not of the shape it should have.');
	}
}

/** What is signed of a message or an answer: all of it but the signature, in canonical form. */
export function toSign(payload: Omit<LaterMessage, 'signature'> | Omit<Answer, 'signature'>): Uint8Array {
	const { signature: _, ...rest } = JSON.parse(JSON.stringify(payload));
	return utf8ToBytes(canonical(rest));
}
