import { hash } from 'node:crypto';

/** The namespace of the ids made here; drawn once. */
const namespace = Buffer.from('9d1f6c0a3b574d5c8a1e52f07c4ab6e3', 'hex');

/** A UUID (RFC 9562, version 5) of a part of something: the same for the same words, in every loading and on every machine. */
export function partId(...words: (string | number)[]): string {
	const bytes = hash('sha1', Buffer.concat([namespace, Buffer.from(words.join('\n'))]), 'buffer');
	bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
	bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
	const id = bytes.toString('hex', 0, 16);
	return `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`;
}
