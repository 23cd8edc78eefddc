import type { PublicReader } from '#house/database/public-reader.ts';
import type { HsdsQuestion } from './hsds-question.ts';
import { hsdsLists } from './hsds.ts';
import { finishForm, formColumns, selectDocuments } from './private/hsds/select-documents.ts';
import type { HsdsWhere } from './private/hsds/word-query.ts';

/** Everything that fits a question, in pieces of some lines each. */
export type HsdsStream = {
	/** Changes up to this one are in it; what to give as x_be_cursor the next time. */
	cursor: number;
	total: number;
	/** Each ends with a line break. Read no faster than they are taken. */
	pieces: AsyncGenerator<string, void>;
};

const idBytes = 16;
const documentsAtOnce = { summary: 200, full: 100, minimal: 1000, full_service: 20 } as const;

type Row = { cursor: number; ids: Buffer | null };

/**
 * Lists the ids at one moment, 16 bytes each, and fetches the documents as they are taken. No connection waits for a slow client, and
 * nothing but the ids is kept. What goes meanwhile is left out.
 */
export async function streamHsdsDocuments(
	reader: PublicReader,
	question: HsdsQuestion,
	where: HsdsWhere,
): Promise<HsdsStream> {
	const { name, text, order, values } = selectDocuments(question, where, 0);
	const [row] = await reader.read<Row>({
		name: `hsds-ids-${name}`,
		text: `SELECT (SELECT coalesce(max(sequence), 0) FROM hsds_feed) AS cursor,
	string_agg(uuid_send(id), ''::bytea ORDER BY ${order}) AS ids FROM (${text}) AS found`,
		values,
	});
	const ids = row?.ids ?? Buffer.alloc(0);
	return { cursor: row?.cursor ?? 0, total: ids.length / idBytes, pieces: walk(reader, question, ids) };
}

async function* walk(reader: PublicReader, question: HsdsQuestion, ids: Buffer): AsyncGenerator<string, void> {
	const { list, form, cursor, deleted } = question;
	const kind = hsdsLists[list];
	const state = cursor !== undefined ? 'changed' : deleted ? 'deleted' : 'live';
	const present = { changed: '', deleted: 'AND d.deleted_at IS NOT NULL', live: 'AND d.deleted_at IS NULL' }[state];
	const step = documentsAtOnce[form] * idBytes;
	for (let from = 0; from < ids.length; from += step) {
		const rows = await reader.read<{ line: string | null }>({
			name: `hsds-lines-${kind}-${form}-${state}`,
			text: `SELECT (SELECT ${formColumns[form]} FROM hsds_document d WHERE d.kind = '${kind}' AND d.id = wanted.id ${present}) AS line
FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, number) ORDER BY number`,
			values: [readIds(ids.subarray(from, from + step))],
		});
		const lines = rows.map(({ line }) => line).filter((line) => line !== null);
		if (lines.length > 0) yield `${lines.map((line) => finishForm(form, line)).join('\n')}\n`;
	}
}

function readIds(bytes: Buffer): string[] {
	const hex = bytes.toString('hex');
	return Array.from({ length: bytes.length / idBytes }, (_, index) => hex.slice(index * 32, (index + 1) * 32));
}
