import { hsdsLists } from '../../hsds.ts';
import type { HsdsQuestion } from '../../hsds-question.ts';
import { writeWordQuery, type HsdsWhere } from './word-query.ts';

/** Which documents a question is about, in SQL; the name tells selections with other texts apart. */
export interface Selection {
	name: string;
	/** A relation of ids, and of sequences where these give the order. */
	text: string;
	order: 'id' | 'sequence';
	values: unknown[];
	/** Its length as an expression, and whether an index has it in its order; otherwise it is found whole, and then counted. */
	total: string | undefined;
}

/** @param from how many parameters come before those of the selection */
export function selectDocuments(question: HsdsQuestion, where: HsdsWhere, from: number): Selection {
	const { deleted, cursor, modifiedAfter } = question;
	const kind = hsdsLists[question.list];
	const words = writeWordQuery(question, where);
	const values: unknown[] = [];
	const flags: string[] = [];
	const conditions = [`kind = '${kind}'`];
	function add(flag: string, value: unknown, write: (parameter: string) => string): void {
		flags.push(flag);
		values.push(value);
		conditions.push(write(`$${from + values.length}`));
	}
	if (words !== undefined) add('words', words, (parameter) => `words @@ ${parameter}::tsquery`);
	// With an upper bound the planner, who plans for any value, takes the index.
	if (modifiedAfter !== undefined)
		add('modified', modifiedAfter, (parameter) => `last_modified BETWEEN ${parameter}::timestamptz AND 'infinity'`);
	if (cursor !== undefined)
		add('cursor', cursor, (parameter) => `sequence BETWEEN ${parameter}::bigint + 1 AND 9223372036854775807`);
	const narrowing = flags.join();
	if (deleted || cursor === undefined) {
		flags.push(deleted ? 'deleted' : 'live');
		conditions.push(deleted ? 'deleted_at IS NOT NULL' : 'deleted_at IS NULL');
	}
	const order = cursor === undefined ? 'id' : 'sequence';
	const rows = `FROM hsds_document WHERE ${conditions.join(' AND ')}`;
	const totals: Record<string, string> = {
		'': `coalesce((SELECT ${deleted ? 'deleted' : 'live'} FROM hsds_feed WHERE kind = '${kind}'), 0)`,
		cursor: `(SELECT count(*) ${rows})`,
	};
	const text = `SELECT id${order === 'id' ? '' : ', sequence'} ${rows}`;
	return { name: [kind, ...flags].join('-'), text, order, values, total: totals[narrowing] };
}

/** How a document is written, given `d`, its row. */
export const formColumns: Record<HsdsQuestion['form'], string> = {
	summary: 'd.summary',
	full: 'd.body',
	minimal: `'{"id":"' || d.id || '","last_modified":"' || to_char(d.last_modified AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"' ||
		CASE WHEN d.deleted_at IS NULL THEN '' ELSE ',"x_be_deleted":true' END || '}'`,
	// An organization and its services side by side, to be put together.
	full_service: `json_build_array(d.body::json, (SELECT json_agg(s.body::json ORDER BY s.id) FROM hsds_document s
		WHERE s.kind = 'service' AND s.deleted_at IS NULL AND s.words @@ ('''#o' || d.id || '''')::tsquery))::text`,
};

/** What the database wrote in a form, several with commas between, as it is sent: organizations get their services whole. */
export function finishForm(form: HsdsQuestion['form'], written: string): string {
	if (form !== 'full_service') return written;
	// Our own column of JSON, and a list of the same.
	const pairs = JSON.parse(`[${written}]`) as [object, object[] | null][];
	return pairs
		.map(([organization, services]) => JSON.stringify(services === null ? organization : { ...organization, services }))
		.join(',');
}
