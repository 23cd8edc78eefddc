import type { HsdsObject, Json } from '#rooms/directory/hsds.ts';
import { getNesting } from '../nesting.ts';
import { getTable, type TableName } from '../tables.ts';

/** A row of a table: its own fields, and by column the rows it names. */
export interface FlatRow {
	table: TableName;
	id: string;
	fields: { [key: string]: Json };
	links: Map<string, string>;
}

/** What stands within these as well comes by itself. */
const apart: Record<string, string | undefined> = {
	'organization.services': 'service',
	'service_at_location.service': 'service',
};

/** An object and all that stands in it as rows, the outermost first; where something stands is what its row names. */
export function* flatten(table: TableName, object: HsdsObject, links = new Map<string, string>()): Generator<FlatRow> {
	const { many, one } = getNesting(table);
	const row: FlatRow = { table, id: object.id, fields: {}, links: new Map(links) };
	const within: Generator<FlatRow>[] = [];
	for (const [name, value] of Object.entries(object)) {
		if (name === 'id' || value === undefined || apart[`${table}.${name}`] !== undefined) continue;
		const list = many.find(({ field }) => field === name);
		const single = one.find(({ field }) => field === name);
		const column = getTable(table).columns.get(name);
		if (list !== undefined && Array.isArray(value) && value.every(isObject)) {
			within.push(...value.map((item) => flatten(list.table, item, new Map([[list.column, object.id]]))));
		} else if (single !== undefined && isObject(value)) {
			row.links.set(single.column, value.id);
			within.push(flatten(single.table, value));
		} else if (column?.refersTo !== undefined && typeof value === 'string')
			row.links.set(name, row.links.get(name) ?? value);
		else row.fields[name] = value;
	}
	yield row;
	for (const rows of within) yield* rows;
}

function isObject(value: Json): value is HsdsObject {
	return typeof value === 'object' && !Array.isArray(value) && typeof value.id === 'string';
}
