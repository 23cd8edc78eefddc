import type { PublicReader } from '#house/database/public-reader.ts';
import type { HsdsQuestion } from './hsds-question.ts';
import { hsdsLists } from './hsds.ts';
import { formColumns, finishForm, selectDocuments, type Selection } from './private/hsds/select-documents.ts';
import type { HsdsWhere } from './private/hsds/word-query.ts';

export type { HsdsWhere };

/** One page of documents. `version` rises with every change of the feed; an answer of the same version is the same. */
export type HsdsPage = {
	version: number;
	total: number;
	size: number;
	/** JSON, one object after the other with commas between. */
	contents: string;
	/** What to give as x_be_cursor the next time. */
	next: number | undefined;
};

type Row = { version: number; total: number; size: number; next: number | null; contents: string | null };

/**
 * The documents that fit a question, a page of them with how many there are in all. One round trip.
 * @param known the version of an answer that the client still has: when nothing changed since, no document is looked for
 */
export async function listHsdsDocuments(
	reader: PublicReader,
	question: HsdsQuestion,
	{ where, known }: { where: HsdsWhere; known: number | undefined },
): Promise<HsdsPage | { version: number; unchanged: true }> {
	const offset = question.cursor === undefined ? (question.page - 1) * question.perPage : 0;
	const selection = selectDocuments(question, where, 3);
	const [row] = await reader.read<Row>({
		name: `hsds-page-${selection.name}-${question.form}`,
		text: writePage(question, selection),
		values: [known ?? null, question.perPage, Math.min(offset, Number.MAX_SAFE_INTEGER), ...selection.values],
	});
	if (row === undefined || row.version === known) return { version: row?.version ?? 0, unchanged: true };
	return {
		version: row.version,
		total: row.total,
		size: row.size,
		contents: finishForm(question.form, row.contents ?? ''),
		next: question.cursor === undefined ? undefined : (row.next ?? question.cursor),
	};
}

/** The condition stands on constants alone: where it does not hold, nothing is looked for. */
const isNew = '(SELECT version FROM feed) IS DISTINCT FROM $1::bigint';

/** Documents are fetched one by one by their key, so that no plan for any page ever reads them all. */
function writePage({ list, form }: HsdsQuestion, { text, order, total }: Selection): string {
	const whole = total === undefined ? `found AS MATERIALIZED (${text} AND ${isNew}),` : '';
	const source = total === undefined ? 'SELECT * FROM found' : `${text} AND ${isNew}`;
	return `WITH feed AS MATERIALIZED (SELECT coalesce(max(sequence), 0) AS version FROM hsds_feed),
${whole}
chosen AS MATERIALIZED (${source} ORDER BY ${order} LIMIT $2 OFFSET $3)
SELECT (SELECT version FROM feed) AS version, ${total ?? '(SELECT count(*) FROM found)'} AS total, count(*) AS size,
	${order === 'id' ? 'NULL::bigint' : 'max(chosen.sequence)'} AS next,
	string_agg((SELECT ${formColumns[form]} FROM hsds_document d WHERE d.kind = '${hsdsLists[list]}' AND d.id = chosen.id), ',' ORDER BY chosen.${order}) AS contents
FROM chosen`;
}
