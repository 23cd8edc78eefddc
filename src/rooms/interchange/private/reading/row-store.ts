import type { StatementSync } from 'node:sqlite';
import type { HsdsObject } from '#rooms/directory/hsds.ts';
import { getTable, tables, type TableName } from '../tables.ts';
import { TemporaryDatabase } from '../temporary-database.ts';

/** A row of a package, as it waits on disk to be joined. */
export interface StoredRow {
	id: string;
	line: number;
	/** Its fields but for those that name other rows. */
	fields: { [key: string]: HsdsObject[string] };
	/** By column, the row it names; undefined for none. */
	links: Map<string, string | undefined>;
}

type SqlRow = Record<string, unknown>;

/** The rows of all tables of a package, in a database on disk. */
export class RowStore implements Disposable {
	readonly #temporary = new TemporaryDatabase();
	readonly #statements = new Map<string, StatementSync>();
	/** The file of each table that was given. */
	readonly files = new Map<TableName, string>();

	constructor() {
		for (const name of tables.keys()) {
			const columns = listLinks(name).map((column) => `${column} TEXT`);
			this.#temporary.database.exec(
				`CREATE TABLE ${name} (${['n INTEGER PRIMARY KEY', 'id TEXT', 'line INTEGER', 'data TEXT', ...columns].join(', ')})`,
			);
		}
	}

	add(table: TableName, { id, line, fields, links }: StoredRow): void {
		const columns = listLinks(table);
		const places = ['NULL', '?', '?', '?', ...columns.map(() => '?')].join(', ');
		const named = columns.map((column) => links.get(column) ?? null);
		this.prepare(`INSERT INTO ${table} VALUES (${places})`).run(id, line, JSON.stringify(fields), ...named);
	}

	/** After the last row: what finds them. */
	index(): void {
		for (const table of this.files.keys()) {
			for (const column of ['id', ...listLinks(table)]) {
				this.#temporary.database.exec(`CREATE INDEX ${table}_by_${column} ON ${table} (${column})`);
			}
		}
	}

	has(table: TableName): boolean {
		return this.files.has(table);
	}

	exec(text: string): void {
		this.#temporary.database.exec(text);
	}

	ask(text: string, ...values: string[]): SqlRow | undefined {
		return this.prepare(text).get(...values);
	}

	*each(text: string): Generator<SqlRow> {
		yield* this.#temporary.database.prepare(text).iterate();
	}

	list(text: string, ...values: string[]): SqlRow[] {
		return this.prepare(text).all(...values);
	}

	prepare(text: string): StatementSync {
		const known = this.#statements.get(text);
		if (known !== undefined) return known;
		const prepared = this.#temporary.database.prepare(text);
		this.#statements.set(text, prepared);
		return prepared;
	}

	[Symbol.dispose](): void {
		this.#temporary[Symbol.dispose]();
	}
}

/** The columns of a table that name rows. */
export function listLinks(table: TableName): string[] {
	return [...getTable(table).columns.values()].filter(({ refersTo }) => refersTo !== undefined).map(({ name }) => name);
}
