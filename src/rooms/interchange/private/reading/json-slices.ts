import type { JsonSlice } from './json-slice.ts';
import { Unreadable } from './report.ts';

const largestValueBytes = 16 * 1024 * 1024;

const deepest = 64;

const byteOf = (character: string) => character.charCodeAt(0);
const [quote, backslash, colon, comma] = [byteOf('"'), byteOf('\\'), byteOf(':'), byteOf(',')];
const [openBrace, closeBrace, openBracket, closeBracket] = [byteOf('{'), byteOf('}'), byteOf('['), byteOf(']')];
const lineFeed = 10;
const longestName = 'contents'.length;

/**
 * Cuts a stream of JSON into values without reading them: the items of an outermost list, those of `contents` in an outermost object (a
 * page of HSDS), else each outermost value, which are lines. Holds one value at a time; JSON.parse says whether it is one.
 */
export class JsonSlicer {
	readonly #file: string;
	#line = 1;
	#startLine = 0;
	#depth = 0;
	/** The depth at which values are cut out: 0, or that within the list whose items they are. */
	#cutDepth = 0;
	#pieces: Buffer[] = [];
	#bytes = 0;
	#envelope: { pieces: Buffer[]; line: number } | undefined;
	#index = 0;
	#isText = false;
	#isEscaped = false;
	#name = '';
	#isContents = false;

	constructor(file: string) {
		this.#file = file;
	}

	*take(chunk: Buffer): Generator<JsonSlice> {
		let from = 0;
		for (let at = 0; at < chunk.length; at += 1) {
			const byte = chunk[at] ?? 0;
			if (byte === lineFeed) this.#line += 1;
			if (this.#isText) {
				this.#readText(byte);
				continue;
			}
			if (byte <= 32 && (byte !== lineFeed || this.#depth > 0)) continue;
			const isFresh = this.#startLine === 0;
			const end = this.#read(byte);
			// What stands before a value is not of it: lines are counted from its beginning.
			if (isFresh && this.#startLine > 0) from = at;
			if (end === undefined) continue;
			// Where a list begins or ends, the bracket belongs to what is around it.
			this.#keep(chunk.subarray(from, end === 'after' || end === 'list' ? at + 1 : at));
			from = end === 'unlist' ? at : at + 1;
			if (end === 'list') this.#enterList();
			else yield* this.#finish();
			if (end === 'unlist') this.#leaveList();
		}
		this.#keep(chunk.subarray(from));
	}

	/** After the last bytes. */
	*end(): Generator<JsonSlice> {
		if (this.#depth !== 0 || this.#isText) {
			throw new Unreadable('json_ends', { file: this.#file, line: this.#startLine || this.#line });
		}
		yield* this.#finish();
	}

	/** What a byte outside texts does: whether a value ends before or after it, or a list begins or ends there. */
	#read(byte: number): 'before' | 'after' | 'list' | 'unlist' | undefined {
		const isCut = this.#depth === this.#cutDepth;
		if (isCut && byte === comma) return 'before';
		if (byte === lineFeed) return this.#cutDepth === 0 && this.#startLine > 0 ? 'before' : undefined;
		if (isCut && this.#cutDepth > 0 && byte === closeBracket) {
			this.#depth -= 1;
			return 'unlist';
		}
		const isFirst = this.#startLine === 0;
		this.#startLine ||= this.#line;
		if (byte === quote) [this.#isText, this.#name] = [true, ''];
		else if (byte === colon) this.#isContents = this.#depth === 1 && this.#cutDepth === 0 && this.#name === 'contents';
		else if (byte === openBrace || byte === openBracket) return this.#open(byte, isFirst);
		else if (byte === closeBrace || byte === closeBracket) return this.#close();
		else this.#isContents = false;
		return undefined;
	}

	#open(byte: number, isFirst: boolean): 'list' | undefined {
		const isOutermost = this.#depth === 0 && this.#cutDepth === 0 && isFirst;
		const isList = byte === openBracket && (isOutermost || this.#isContents);
		this.#depth += 1;
		if (this.#depth > deepest) throw new Unreadable('too_deep', { file: this.#file, line: this.#line });
		this.#isContents = false;
		return isList && this.#envelope === undefined ? 'list' : undefined;
	}

	#close(): 'after' | undefined {
		this.#depth -= 1;
		this.#isContents = false;
		if (this.#depth < 0) throw new Unreadable('broken_json', { file: this.#file, line: this.#line });
		return this.#depth === 0 && this.#cutDepth === 0 ? 'after' : undefined;
	}

	#readText(byte: number): void {
		if (this.#isEscaped) this.#isEscaped = false;
		else if (byte === backslash) this.#isEscaped = true;
		else if (byte === quote) this.#isText = false;
		else if (this.#depth === 1 && this.#name.length <= longestName) this.#name += String.fromCharCode(byte);
	}

	#keep(piece: Buffer): void {
		if (piece.length === 0 || this.#startLine === 0) return;
		this.#bytes += piece.length;
		if (this.#bytes > largestValueBytes) {
			const megabytes = largestValueBytes / 1024 / 1024;
			throw new Unreadable('value_too_large', { file: this.#file, line: this.#startLine }, { megabytes });
		}
		this.#pieces.push(piece);
	}

	#enterList(): void {
		this.#envelope = { pieces: this.#depth === 1 ? [] : this.#pieces, line: this.#startLine };
		this.#cutDepth = this.#depth;
		this.#reset();
	}

	#leaveList(): void {
		this.#reset();
		this.#pieces = this.#envelope?.pieces ?? [];
		this.#startLine = this.#depth === 0 ? 0 : (this.#envelope?.line ?? 0);
		this.#cutDepth = 0;
	}

	*#finish(): Generator<JsonSlice> {
		const [first, second] = this.#pieces;
		const bytes = first !== undefined && second === undefined ? first : Buffer.concat(this.#pieces);
		const line = this.#startLine;
		const isEnvelope = this.#envelope !== undefined && this.#cutDepth === 0;
		this.#reset();
		if (line > 0 && bytes.length > 0) yield { bytes, line, index: this.#index++, isEnvelope };
	}

	#reset(): void {
		this.#pieces = [];
		this.#bytes = 0;
		this.#startLine = 0;
	}
}
