import { promisify } from 'node:util';
import { inflate } from 'node:zlib';

const unpack = promisify(inflate);
const largestUnpackedBytes = 64 * 1024 * 1024;
const keyword = 'stream';

/** Whether a compressed part of the file swells beyond all measure: reading it would take the memory of everyone else. */
export async function refuseBomb(bytes: Uint8Array): Promise<boolean> {
	const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let swollen = 0;
	for (let at = file.indexOf(keyword); at !== -1; at = file.indexOf(keyword, at + keyword.length)) {
		const start = skipLineEnd(file, at + keyword.length);
		if (!looksDeflated(file, start)) continue;
		const size = await measure(file.subarray(start));
		if (size === undefined) return true;
		swollen += size;
		if (swollen > 4 * largestUnpackedBytes) return true;
	}
	return false;
}

function skipLineEnd(file: Buffer, at: number): number {
	const afterReturn = file[at] === 0x0d ? at + 1 : at;
	return file[afterReturn] === 0x0a ? afterReturn + 1 : afterReturn;
}

/** The two bytes by which zlib data begins (RFC 1950). */
function looksDeflated(file: Buffer, at: number): boolean {
	const [first = 0, second = 0] = file.subarray(at, at + 2);
	return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
}

/** Undefined: beyond the limit. What cannot be unpacked weighs nothing; the reader will say what it makes of it. */
async function measure(packed: Buffer): Promise<number | undefined> {
	try {
		return (await unpack(packed, { maxOutputLength: largestUnpackedBytes })).length;
	} catch (error) {
		const isLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
		return isLarge ? undefined : 0;
	}
}
