import type { HsdsObject, Json } from '#rooms/directory/hsds.ts';
import { isHsdsId } from '#rooms/directory/hsds.ts';
import type { Place } from '../../imported.ts';
import { getNesting } from '../nesting.ts';
import { getTable, type TableName } from '../tables.ts';
import { clean, deriveId, readValue } from './read-value.ts';
import type { Report } from './report.ts';
import { tidyTown } from './tidy-town.ts';

/** An object as JSON.parse returned it: every field of it is JSON, or null. */
type Given = object & { id?: unknown };

/** Where an object stands: the file and line of what contains it, and its path in there. */
export interface ObjectAt {
	table: TableName;
	place: Place;
	path: string;
}

/** An object of nested HSDS, checked and tidied through all that stands in it. Undefined without an id, which is then said. */
export function readObject(given: Given, at: ObjectAt, report: Report): HsdsObject | undefined {
	const { table, place, path } = at;
	const id = readOwnId(given, at, report);
	if (id === undefined) return undefined;
	const object: HsdsObject = { id };
	for (const [name, value] of Object.entries(given) as [string, Json | null][]) {
		// "__proto__" would be no field of the object, but what it inherits from.
		if (name !== 'id' && name !== '__proto__') object[name] = readField([name, value], at, report);
	}
	if (typeof given.id === 'string' && given.id.trim() !== id) object.x_be_source_id ??= given.id.trim();
	for (const name of getTable(table).required) {
		if (object[name] !== undefined) continue;
		report.error('missing_field', { ...place, column: join(path, name) }, { field: name, table });
	}
	return table === 'address' ? tidyTown(object, { ...place, column: join(path, 'city') }, report) : object;
}

/** Where the specification also nests the other way round. */
const reversed: Record<string, TableName | undefined> = { 'service_at_location.service': 'service' };

function readOwnId({ id }: Given, { table, place, path }: ObjectAt, report: Report): string | undefined {
	const text = typeof id === 'number' ? String(id) : typeof id === 'string' ? id.trim() : '';
	const at = { ...place, column: join(path, 'id') };
	if (text === '') {
		report.error('missing_field', at, { field: 'id', table });
		return undefined;
	}
	if (isHsdsId(text)) return text;
	report.noticeOnce(table, { code: 'id_derived', place: at, values: { was: text } });
	return deriveId(report.source, table, text);
}

function readField([name, value]: [string, Json | null | undefined], at: ObjectAt, report: Report): Json | undefined {
	const { table, path } = at;
	const place = { ...at.place, column: join(path, name) };
	const column = getTable(table).columns.get(name);
	if (column !== undefined) return readValue(value, { table, column, place, isText: false }, report);
	const within = getNesting(table).tables.get(name) ?? reversed[`${table}.${name}`];
	if (within !== undefined) return readWithin(value, { ...at, table: within, path: place.column }, report);
	if (!name.startsWith('x_')) {
		const values = { field: name, table };
		report.noticeOnce(`${table}.${name}`, { code: 'unknown_field', place, values });
	}
	return omitMissing(value, place, report);
}

/** A list, or a single object, of what belongs to the one around it. */
function readWithin(value: Json | null | undefined, at: ObjectAt, report: Report): Json | undefined {
	if (value === null || value === undefined || value === '') return undefined;
	if (Array.isArray(value)) {
		const items = value.map((item, index) => readWithin(item, { ...at, path: `${at.path}[${index}]` }, report));
		return items.filter((item) => item !== undefined);
	}
	if (typeof value === 'object') return readObject(value, at, report);
	report.error('wrong_type', { ...at.place, column: at.path }, { column: at.path });
	return value;
}

/** Null and "" say nothing, wherever they stand. */
function omitMissing(value: Json | null | undefined, place: Place, report: Report): Json | undefined {
	if (value === null || value === undefined || value === '') return undefined;
	if (typeof value === 'string') return clean(value, place, report);
	if (typeof value !== 'object') return value;
	if (Array.isArray(value)) {
		return value.map((item) => omitMissing(item, place, report)).filter((item) => item !== undefined);
	}
	const kept = Object.entries(value).map(([key, item]): [string, Json | undefined] => [
		key,
		omitMissing(item, place, report),
	]);
	return Object.fromEntries(kept.filter(([, item]) => item !== undefined));
}

function join(path: string, name: string): string {
	return path === '' ? name : `${path}.${name}`;
}
