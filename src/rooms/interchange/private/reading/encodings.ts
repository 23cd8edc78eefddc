import type { OpenedFile } from './opened-file.ts';
import { findBrokenByte } from './parse-slice.ts';
import { Unreadable } from './report.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'cp850';

/** The upper half of code page 850, in order: the screen of old programs under Windows in Western Europe. */
const upperHalfOf850 =
	'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0';
/** What French, Dutch and German are written with. */
const ordinary = new Set('éèêëàâäçîïôöûùüÉÈÊÀÂÇÔÖÜÄßœŒ’‘«»“”°€–…\u00A0');

/** What a text is written in: by its first bytes, else UTF-8 if it is nothing but that, else whatever gives the more plausible letters. */
export async function detectEncoding(file: OpenedFile): Promise<Encoding> {
	const counts = new Uint32Array(256);
	const utf8 = new TextDecoder('utf-8', { fatal: true });
	let isUtf8 = true;
	let start = Buffer.alloc(0);
	let sequences = 0;
	for await (const chunk of file.open()) {
		if (start.length < 3) start = Buffer.concat([start, chunk.subarray(0, 3)]);
		isUtf8 &&= decodes(utf8, chunk);
		if (isUtf8) continue;
		sequences += countSequences(chunk);
		for (const byte of chunk) counts[byte] = (counts[byte] ?? 0) + 1;
	}
	if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
	if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
	if (isUtf8 && decodes(utf8, undefined)) return 'utf-8';
	const hasMark = start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf;
	if (hasMark || sequences * 4 > countUpper(counts)) throw await findBreak(file);
	return countOrdinary(counts, 'cp850') > countOrdinary(counts, 'windows-1252') ? 'cp850' : 'windows-1252';
}

function decodes(decoder: TextDecoder, chunk: Buffer | undefined): boolean {
	try {
		decoder.decode(chunk, { stream: chunk !== undefined });
		return true;
	} catch {
		return false;
	}
}

/** The accented letters of UTF-8: where there are many, the text is UTF-8 that was damaged. */
function countSequences(chunk: Buffer): number {
	let found = 0;
	for (let at = 1; at < chunk.length; at += 1) {
		const [lead = 0, trail = 0] = [chunk[at - 1], chunk[at]];
		if ((lead === 0xc3 || lead === 0xc2) && trail >= 0x80 && trail <= 0xbf) found += 1;
	}
	return found;
}

function countUpper(counts: Uint32Array): number {
	return counts.subarray(128).reduce((sum, count) => sum + count, 0);
}

function countOrdinary(counts: Uint32Array, encoding: 'cp850' | 'windows-1252'): number {
	let found = 0;
	for (let byte = 128; byte < 256; byte += 1) {
		if (ordinary.has(decodeUpper(byte, encoding))) found += counts[byte] ?? 0;
	}
	return found;
}

function decodeUpper(byte: number, encoding: 'cp850' | 'windows-1252'): string {
	if (encoding === 'cp850') return upperHalfOf850[byte - 128] ?? '';
	return new TextDecoder('windows-1252').decode(Uint8Array.of(byte));
}

async function findBreak(file: OpenedFile): Promise<Unreadable> {
	let line = 1;
	let rest = Buffer.alloc(0);
	for await (const chunk of file.open()) {
		const whole = Buffer.concat([rest, chunk]);
		const end = whole.lastIndexOf(10) + 1;
		const lines = whole.subarray(0, end);
		if (!isWhole(lines)) return new Unreadable('broken_utf8', findBrokenByte(lines, { file: file.name, line }));
		line += lines.reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0);
		rest = whole.subarray(end);
	}
	return new Unreadable('broken_utf8', findBrokenByte(rest, { file: file.name, line }));
}

function isWhole(bytes: Buffer): boolean {
	return decodes(new TextDecoder('utf-8', { fatal: true }), bytes);
}

/** The characters of bytes; a mark at the beginning is left out. */
export async function* decodeText(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
	if (encoding === 'cp850') {
		for await (const chunk of chunks) yield decode850(chunk);
		return;
	}
	const decoder = new TextDecoder(encoding);
	for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
	yield decoder.decode();
}

function decode850(chunk: Buffer): string {
	return chunk.toString('latin1').replaceAll(/[\u0080-\u00FF]/g, (character) => {
		return upperHalfOf850[character.charCodeAt(0) - 128] ?? character;
	});
}
