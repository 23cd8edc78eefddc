import type { Json } from '#rooms/directory/hsds.ts';
import { isHsdsId } from '#rooms/directory/hsds.ts';
import { partId } from '#rooms/directory/part-id.ts';
import type { Place } from '../../imported.ts';
import type { Column, TableName } from '../tables.ts';
import { choices } from './choices.ts';
import type { Report } from './report.ts';
import { readDate, readMoment, readTime, tidyPhone } from './tidy-value.ts';

export interface ValueAt {
	table: TableName;
	column: Column;
	place: Place;
	/** Whether everything was written as text, so that a number in words of digits is as it should be. */
	isText: boolean;
}

const longestText = 50_000;

/** A value of a known column: as it was when it is valid, tidied when it can be understood, else as it was, with an error. */
export function readValue(value: Json | null | undefined, at: ValueAt, report: Report): Json | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const { column, place } = at;
	if (typeof value === 'object') {
		report.error('wrong_type', place, { column: column.name });
		return value;
	}
	if (column.kind === 'number') return readNumber(value, at, report);
	if (typeof value !== 'string') report.notice('made_text', place, { was: String(value) });
	const text = clean(String(value), place, report);
	if (text === '') return undefined;
	if (column.kind === 'id') return readId(text.trim(), at, report);
	if (column.kind === 'date') return readBy(readDate, text, { at, report, code: 'broken_date' });
	if (column.kind === 'moment') return readBy(readMoment, text, { at, report, code: 'broken_date' });
	if (column.kind === 'time') return readBy(readTime, text, { at, report, code: 'broken_time' });
	return readText(text, at, report);
}

/** Characters that no text has, and a length that no column takes. */
export function clean(text: string, place: Place, report: Report): string {
	if (text.length > longestText) report.error('too_long', place, { length: text.length, most: longestText });
	const clear = removeControls(text);
	if (clear !== text) report.notice('control_characters', place);
	return clear;
}

/** Without control characters, but for the tab and the ends of lines. */
export function removeControls(text: string): string {
	// eslint-disable-next-line no-control-regex -- that is what is looked for
	return text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g, '');
}

function readText(text: string, at: ValueAt, report: Report): string {
	const known = choices[`${at.table}.${at.column.name}`];
	if (known !== undefined) return readChoice(text, { known, at, report });
	if (at.table !== 'phone' || at.column.name !== 'number') return text;
	const tidy = tidyPhone(text);
	if (tidy === undefined) report.notice('phone_not_understood', at.place, { was: text });
	return tell(text, tidy ?? text, { at, report });
}

interface Around {
	at: ValueAt;
	report: Report;
}

function readChoice(text: string, { known, at, report }: Around & { known: readonly string[] }): string {
	const plain = text.trim().toLowerCase();
	const found = known.find((choice) => choice.toLowerCase() === plain);
	if (found !== undefined) return tell(text, found, { at, report });
	report.error('unknown_choice', at.place, { was: text, choices: known.join(', ') });
	return text;
}

type Understand = (text: string) => string | undefined;

function readBy(understand: Understand, text: string, { at, report, code }: Around & { code: string }): string {
	const understood = understand(text);
	if (understood !== undefined) return tell(text, understood, { at, report });
	report.error(code, at.place, { was: text });
	return text;
}

function readNumber(value: string | number | boolean, at: ValueAt, report: Report): Json {
	if (typeof value === 'number') return value;
	const text = String(value)
		.trim()
		.replace(/^'(?=[+-])/, '');
	const number = /^[+-]?[0-9]+([.,][0-9]+)?(e[+-]?[0-9]{1,3})?$/i.test(text)
		? Number(text.replace(',', '.'))
		: Number.NaN;
	if (!Number.isFinite(number)) {
		report.error('broken_number', at.place, { was: String(value) });
		return value;
	}
	if (!at.isText) tell(String(value), String(number), { at, report });
	return number;
}

function readId(text: string, { table, column, place }: ValueAt, report: Report): string {
	if (isHsdsId(text)) return text;
	if (column.refersTo === '*') return text;
	report.noticeOnce(`${table}.${column.name}`, { code: 'id_derived', place, values: { was: text } });
	return deriveId(report.source, column.refersTo ?? table, text);
}

/** The UUID of something that its source names otherwise; what it was is kept as `x_be_source_id`. */
export function deriveId(source: string, table: TableName, id: string): string {
	return partId('import', source, table, id);
}

function tell(was: string, is: string, { at, report }: Around): string {
	if (was !== is && was.trim() !== is) report.notice('tidied', at.place, { was, is });
	return is;
}
