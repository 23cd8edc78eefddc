import type { Imported } from '../../imported.ts';
import { getNesting } from '../nesting.ts';
import { getTable, tables, type Column, type TableName } from '../tables.ts';
import type { Report } from './report.ts';
import { listLinks, type RowStore } from './row-store.ts';

const standAlone: TableName[] = ['organization', 'service', 'taxonomy', 'taxonomy_term'];
/** Tables whose rows are named by others, with these. */
const namedBy: Partial<Record<TableName, [TableName, string]>> = {
	location: ['service_at_location', 'location_id'],
	program: ['service', 'program_id'],
	unit: ['service_capacity', 'unit_id'],
};

/** Once all rows are there: ids that appear twice, rows that name what is not there, rows that belong to nothing. */
export function* checkStore(store: RowStore, report: Report): Generator<Imported> {
	for (const table of store.files.keys()) {
		findDuplicates(store, table, report);
		findStrays(store, table, report);
		yield* report.take();
	}
	for (const table of store.files.keys()) {
		for (const column of getTable(table).columns.values()) {
			if (column.refersTo === undefined) continue;
			yield* findDangling({ store, table, column }, report);
		}
	}
}

/** The same row may stand twice when it belongs to two things; anything else is a mistake. */
function findDuplicates(store: RowStore, table: TableName, report: Report): void {
	const links = listLinks(table).map((column) => `coalesce(${column}, '')`);
	const places = links.length === 0 ? "''" : links.join(` || ' ' || `);
	const rows = store.each(
		`SELECT id, min(line) AS first, max(line) AS line FROM ${table} GROUP BY id
		HAVING count(*) > 1 AND (count(DISTINCT data) > 1 OR count(DISTINCT ${places}) < count(*))`,
	);
	for (const { id, first, line } of rows) {
		const place = { file: fileOf(store, table), line: Number(line), column: 'id' };
		report.error('duplicate_id', place, { id: String(id), line: Number(first) });
	}
}

/** Rows that name nothing and that nothing names: they would belong to nobody. */
function findStrays(store: RowStore, table: TableName, report: Report): void {
	if (standAlone.includes(table)) return;
	const columns = [...tables.keys()].flatMap((parent) =>
		getNesting(parent)
			.many.filter((edge) => edge.table === table)
			.map(({ column }) => column),
	);
	const [by, column] = namedBy[table] ?? [];
	const conditions = [...new Set(columns)].map((each) => `${each} IS NULL`);
	if (by !== undefined) conditions.push(`NOT EXISTS (SELECT 1 FROM ${by} b WHERE b.${column} = t.id)`);
	const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
	for (const { line } of store.each(`SELECT line FROM ${table} t ${where}`)) {
		report.notice('belongs_to_nothing', { file: fileOf(store, table), line: Number(line) }, { table });
	}
}

interface Looking {
	store: RowStore;
	table: TableName;
	column: Column;
}

/** What names a row that is not there stays a field, so that nothing is lost, and stands in nothing. */
function* findDangling({ store, table, column }: Looking, report: Report): Generator<Imported> {
	const { name, refersTo, isLoose } = column;
	const others = refersTo === '*' ? [...store.files.keys()] : refersTo === undefined ? [] : [refersTo];
	const missing = others.map((other) => `NOT EXISTS (SELECT 1 FROM ${other} o WHERE o.id = t.${name})`);
	const where = [`t.${name} IS NOT NULL`, ...missing].join(' AND ');
	for (const { line, named } of store.each(`SELECT line, ${name} AS named FROM ${table} t WHERE ${where}`)) {
		const place = { file: fileOf(store, table), line: Number(line), column: name };
		const values = { id: String(named), table: refersTo === undefined || refersTo === '*' ? '' : refersTo };
		if (isLoose) report.notice('named_elsewhere', place, values);
		else report.error('names_nothing', place, values);
		yield* report.take();
	}
	store.exec(`UPDATE ${table} AS t SET data = json_set(data, '$.${name}', ${name}), ${name} = NULL WHERE ${where}`);
}

function fileOf(store: RowStore, table: TableName): string {
	return store.files.get(table) ?? table;
}
