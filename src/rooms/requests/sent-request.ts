import * as z from 'zod/mini';
import { fromBase64, toBase64 } from '#house/crypto/bytes.ts';
import { isLocator } from '#house/crypto/receipt.ts';
import { languages } from '#house/language/language.ts';

/** All that is sent at once, in bytes before sealing: the text and its files. */
export const LARGEST_FILES = 10 * 1024 * 1024;
export const MOST_FILES = 10;

/** Bytes in base64, as JSON carries them. */
export function inBase64({ longest, exactly }: { longest?: number; exactly?: number }) {
	return z.pipe(
		z.string().check(z.maxLength(Math.ceil(((exactly ?? longest ?? 0) * 4) / 3))),
		z.transform((text: string, context) => {
			const bytes = readBytes(text);
			if (bytes !== undefined && (exactly === undefined || bytes.length === exactly)) return bytes;
			context.issues.push({ code: 'custom', message: 'not these bytes', input: text });
			return z.NEVER;
		}),
	);
}

function readBytes(text: string): Uint8Array | undefined {
	try {
		return fromBase64(text);
	} catch {
		return undefined;
	}
}

/** The same the other way: bytes as `inBase64` reads them. */
export function writeJson(value: object): string {
	return JSON.stringify(value, writeBytes);
}

/** Looks at what stands in the object itself: Node's own bytes would come here as a list of numbers. */
function writeBytes(this: Record<string, unknown>, key: string, value: unknown): unknown {
	const own = this[key];
	return own instanceof Uint8Array ? toBase64(own) : value;
}

/** An address for a notice, as it is typed. */
export const NoticeAddress = z.email().check(z.maxLength(254));
export const Locator = z.string().check(z.refine(isLocator));

/** What is sent beside the sealed parts: nothing of what was written. */
export const SentRequest = z.object({
	requestId: z.uuid(),
	locator: Locator,
	salt: inBase64({ exactly: 16 }),
	/** SHA-256 of what the receipt proves itself with. */
	authenticationHash: inBase64({ exactly: 32 }),
	personKey: inBase64({ exactly: 32 }),
	/** What it was sealed to: a team that changed meanwhile gets it sealed anew. */
	teamId: z.uuid(),
	epoch: z.int(),
	intakeWrap: inBase64({ longest: 8000 }),
	requesterWrap: inBase64({ longest: 1900 }),
	messageId: z.uuid(),
	fileIds: z.array(z.uuid()).check(z.maxLength(MOST_FILES)),
	language: z.enum(languages),
	/** Where to say that there is an answer; not sealed to the team. */
	notice: z.nullable(NoticeAddress),
});
export type SentRequest = z.infer<typeof SentRequest>;

/** A part with its ciphertext. */
export interface SealedObject {
	id: string;
	kind: 'message' | 'file';
	sealed: Uint8Array;
}

/** `closed`: nobody takes it now. `stale`: sealed to what the team no longer has. `locator`: reserved too long ago. `spent`: sent already. */
export type SendRefusal = 'closed' | 'stale' | 'locator' | 'spent' | 'unknown';
