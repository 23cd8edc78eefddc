import type { StatementSync } from 'node:sqlite';
import type { Json } from '#rooms/directory/hsds.ts';
import { TemporaryDatabase } from '../temporary-database.ts';
import { getTable, tables, type TableName } from '../tables.ts';
import type { FlatRow } from './flatten.ts';

type Fields = { [key: string]: Json };

/** The rows of a package to be written, on disk: the same thing may come from many places, and is one row where it can be. */
export class FlatStore implements Disposable {
	readonly #temporary = new TemporaryDatabase();
	readonly #statements = new Map<string, StatementSync>();
	/** By table, the fields that the specification does not have. */
	readonly #open = new Map<TableName, Set<string>>();

	constructor() {
		for (const name of tables.keys()) {
			this.#temporary.database.exec(
				`CREATE TABLE ${name} (n INTEGER PRIMARY KEY, id TEXT, fields TEXT, links TEXT);
				CREATE INDEX ${name}_by_id ON ${name} (id)`,
			);
			this.#open.set(name, new Set());
		}
	}

	/** What came first stays as it is: it gains what it did not say, and the places it did not have. */
	add(row: FlatRow): void {
		this.#noteOpen(row);
		const { table, id } = row;
		const links = Object.fromEntries(row.links);
		const known = this.#prepare(`SELECT n, fields, links FROM ${table} WHERE id = ? ORDER BY n`).all(id);
		// What is read here was written below.
		const first = known[0] === undefined ? {} : (JSON.parse(String(known[0].fields)) as Fields);
		const fields = JSON.stringify({ ...row.fields, ...first });
		for (const { n, links: text } of known) {
			const own = JSON.parse(String(text)) as Record<string, string>;
			if (Object.entries(links).some(([column, value]) => (own[column] ?? value) !== value)) continue;
			const both = JSON.stringify({ ...own, ...links });
			this.#prepare(`UPDATE ${table} SET fields = ?, links = ? WHERE n = ?`).run(fields, both, Number(n));
			return;
		}
		this.#prepare(`INSERT INTO ${table} VALUES (NULL, ?, ?, ?)`).run(id, fields, JSON.stringify(links));
	}

	/** The columns of a table: those of the specification in its order, then the others. */
	listColumns(table: TableName): string[] {
		return [...getTable(table).columns.keys(), ...[...(this.#open.get(table) ?? [])].toSorted()];
	}

	*list(table: TableName): Generator<{ id: string; values: Fields }> {
		const rows = this.#temporary.database.prepare(`SELECT id, fields, links FROM ${table} ORDER BY n`).iterate();
		for (const { id, fields, links } of rows) {
			const values = { ...(JSON.parse(String(fields)) as Fields), ...(JSON.parse(String(links)) as Fields) };
			yield { id: String(id), values };
		}
	}

	[Symbol.dispose](): void {
		this.#temporary[Symbol.dispose]();
	}

	#noteOpen({ table, fields }: FlatRow): void {
		const { columns } = getTable(table);
		for (const name of Object.keys(fields)) if (!columns.has(name)) this.#open.get(table)?.add(name);
	}

	#prepare(text: string): StatementSync {
		const known = this.#statements.get(text) ?? this.#temporary.database.prepare(text);
		this.#statements.set(text, known);
		return known;
	}
}
