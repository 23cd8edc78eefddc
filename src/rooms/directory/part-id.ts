import { createHash } from 'node:crypto';

/** The namespace of the ids made here; drawn once. */
const namespace = Buffer.from('9d1f6c0a3b574d5c8a1e52f07c4ab6e3', 'hex');

/** A UUID (RFC 9562, version 5) of a part of something: the same for the same words, in every loading and on every machine. */
export function partId(...words: (string | number)[]): string {
	const hash = createHash('sha1').update(namespace).update(words.join('\n')).digest().subarray(0, 16);
	hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
	hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
	return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
