import type { JsonSlice } from './json-slice.ts';
import { Unreadable } from './report.ts';

const lineFeed = 10;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Throws `Unreadable` with the line and column of what is no UTF-8 or no JSON. */
export function parseSlice({ bytes, line }: JsonSlice, file: string): unknown {
	let text: string;
	try {
		text = decoder.decode(bytes);
	} catch {
		throw new Unreadable('broken_utf8', findBrokenByte(bytes, { file, line }));
	}
	try {
		return JSON.parse(text);
	} catch (error) {
		// The engine counts from the beginning of the value.
		const [, ownLine = '1', column = ''] = /line (\d+) column (\d+)/.exec(String(error)) ?? [];
		const place = { file, line: line + Number(ownLine) - 1 };
		throw new Unreadable('broken_json', column === '' ? place : { ...place, column: Number(column) });
	}
}

/** Where the first byte stands that is no UTF-8. */
export function findBrokenByte(
	bytes: Buffer,
	{ file, line }: { file: string; line: number },
): { file: string; line: number; column: number } {
	let from = 0;
	let lines = 0;
	while (from <= bytes.length) {
		const end = bytes.indexOf(lineFeed, from);
		const row = bytes.subarray(from, end < 0 ? bytes.length : end);
		const text = row.toString();
		if (!Buffer.from(text).equals(row)) return { file, line: line + lines, column: text.indexOf('\uFFFD') + 1 };
		if (end < 0) break;
		from = end + 1;
		lines += 1;
	}
	return { file, line: line + lines, column: 1 };
}
