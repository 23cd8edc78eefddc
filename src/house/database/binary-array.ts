const TEXT = 25;
const BYTEA = 17;
const TSVECTOR = 3614;
const headerBytes = 20;

/** Texts as one parameter (`${textArray(bodies)}::text[]`) in the binary form of PostgreSQL: long ones are neither escaped here nor read letter by letter there. */
export function textArray(texts: readonly string[]): Buffer {
	const lengths = texts.map((text) => Buffer.byteLength(text));
	const array = beginArray(TEXT, lengths);
	let at = headerBytes;
	for (const [index, text] of texts.entries()) {
		at = array.writeInt32BE(lengths[index] ?? 0, at);
		at += array.write(text, at);
	}
	return array;
}

/** The same of bytes (`::bytea[]`). */
export function bytesArray(values: readonly Uint8Array[]): Buffer {
	const array = beginArray(
		BYTEA,
		values.map(({ length }) => length),
	);
	let at = headerBytes;
	for (const value of values) {
		at = array.writeInt32BE(value.length, at);
		array.set(value, at);
		at += value.length;
	}
	return array;
}

/** The same of sets of words (`::tsvector[]`), each word once in its set and in letters that are whole: nobody takes a text apart again. */
export function wordsArray(sets: readonly (readonly string[])[]): Buffer {
	const texts = sets.map((words) => ({ words: words.length, text: joinWords(words) }));
	const lengths = texts.map(({ text }) => 4 + Buffer.byteLength(text));
	const array = beginArray(TSVECTOR, lengths);
	let at = headerBytes;
	for (const [index, { words, text }] of texts.entries()) {
		at = array.writeInt32BE(lengths[index] ?? 0, at);
		at = array.writeInt32BE(words, at);
		at += array.write(text, at);
	}
	return array;
}

/** Each word ends with a zero and stands at no place, which are two more. */
function joinWords(words: readonly string[]): string {
	return words.map((word) => `${word}\0\0\0`).join('');
}

/** One dimension, counted from 1, nothing that is NULL; of no dimension where it is empty. */
function beginArray(type: number, lengths: number[]): Buffer {
	const bytes = lengths.reduce((sum, length) => sum + 4 + length, headerBytes);
	const array = Buffer.allocUnsafe(lengths.length === 0 ? 12 : bytes);
	array.writeInt32BE(lengths.length === 0 ? 0 : 1, 0);
	array.writeInt32BE(0, 4);
	array.writeInt32BE(type, 8);
	if (lengths.length === 0) return array;
	array.writeInt32BE(lengths.length, 12);
	array.writeInt32BE(1, 16);
	return array;
}
