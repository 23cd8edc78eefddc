import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { decodeText, detectEncoding } from './encodings.ts';
import type { OpenedFile } from './opened-file.ts';
import { Unreadable } from './report.ts';

export interface CsvRow {
	/** The line it begins on, from 1. */
	line: number;
	cells: string[];
}

const delimiters = [';', ',', '\t'] as const;
const largestRowCharacters = 4 * 1024 * 1024;

/** The rows of a CSV file of any length, whatever it is written in and whatever divides its cells. Empty lines are passed over. */
export async function* readCsvRows(file: OpenedFile, count: (bytes: number) => void): AsyncGenerator<CsvRow> {
	const encoding = await detectEncoding(file);
	const delimiter = await findDelimiter(decodeText(file.open(), encoding));
	const parser = parse({
		delimiter,
		record_delimiter: ['\r\n', '\n', '\r'],
		relax_column_count: true,
		max_record_size: largestRowCharacters,
	});
	const text = Readable.from(decodeText(counted(file.open(), count), encoding));
	// What goes wrong is thrown where the rows are read.
	pipeline(text, parser, () => undefined);
	let line = 1;
	try {
		for await (const given of parser) {
			// Without names for its columns a row is its cells.
			const cells = given as string[];
			if (cells.length > 1 || cells[0] !== '') yield { line, cells };
			line += 1 + cells.reduce((sum, cell) => sum + countBreaks(cell), 0);
		}
	} catch (error) {
		throw explain(error, file.name);
	}
}

/** The parser itself counts a carriage return and a line feed within quotation marks as two. */
function countBreaks(cell: string): number {
	return /[\r\n]/.test(cell) ? cell.split(/\r\n|\r|\n/).length - 1 : 0;
}

function explain(error: unknown, file: string): unknown {
	if (!(error instanceof CsvError)) return error;
	const [, line] = /at line (\d+)/.exec(error.message) ?? [];
	const place = line === undefined ? { file } : { file, line: Number(line) };
	return new Unreadable(error.code === 'CSV_MAX_RECORD_SIZE' ? 'row_too_long' : 'broken_quotes', place);
}

async function* counted(chunks: AsyncIterable<Buffer>, count: (bytes: number) => void): AsyncGenerator<Buffer> {
	for await (const chunk of chunks) {
		count(chunk.length);
		yield chunk;
	}
}

/** The one that divides the first line most often. */
async function findDelimiter(pieces: AsyncIterable<string>): Promise<string> {
	let start = '';
	for await (const piece of pieces) {
		start += piece;
		if (/[^\r\n][\r\n]/.test(start) || start.length > 100_000) break;
	}
	const [first = ''] = start
		.replaceAll(/"[^"]*"/g, '')
		.trimStart()
		.split(/[\r\n]/);
	const counts = delimiters.map((delimiter) => ({ delimiter, times: first.split(delimiter).length }));
	return counts.reduce((best, each) => (each.times > best.times ? each : best)).delimiter;
}
