import type { HsdsKind, HsdsObject } from '#rooms/directory/hsds.ts';
import type { ImportedEntity } from '../../imported.ts';
import { getNesting, type Edge, type Nesting } from '../nesting.ts';
import { tables, type TableName } from '../tables.ts';
import type { RowStore } from './row-store.ts';

const listed = ['taxonomy', 'taxonomy_term', 'organization', 'service'] as const satisfies HsdsKind[];
/** An organisation longer than this stands in each of its services without what belongs to it; it comes by itself as a whole. */
const longestWithin = 64 * 1024;

/** The rows of a package as nested things: taxonomies and their terms, organisations, services with all that belongs to them. */
export class JoinedRows {
	readonly #store: RowStore;
	readonly #edges = new Map<TableName, Pick<Nesting, 'many' | 'one'>>();
	#organization: { id: string; text: string } | undefined;

	constructor(store: RowStore) {
		this.#store = store;
		for (const table of tables.keys()) {
			const { many, one } = getNesting(table);
			this.#edges.set(table, {
				many: many.filter((edge) => this.#isUsed(table, edge)),
				one: one.filter((edge) => store.has(edge.table)),
			});
		}
	}

	*list(): Generator<ImportedEntity> {
		for (const kind of listed) {
			const file = this.#store.files.get(kind);
			if (file === undefined) continue;
			// A row that stands twice is one thing.
			const rows = this.#store.each(
				`SELECT * FROM ${kind} t WHERE n = (SELECT min(n) FROM ${kind} WHERE id = t.id) ORDER BY n`,
			);
			for (const row of rows) yield { kind, object: this.#build(kind, row), place: { file, line: Number(row.line) } };
		}
	}

	/** Whether any row of the table stands in such a field: most pairs never meet, and asking for each row would take most of the time. */
	#isUsed(parent: TableName, { table, column }: Edge): boolean {
		if (!this.#store.has(parent) || !this.#store.has(table)) return false;
		return this.#store.ask(`SELECT 1 FROM ${table} c JOIN ${parent} p ON p.id = c.${column} LIMIT 1`) !== undefined;
	}

	#build(table: TableName, row: Record<string, unknown>): HsdsObject {
		// Both were written by the store.
		const fields = JSON.parse(String(row.data)) as Omit<HsdsObject, 'id'>;
		const object: HsdsObject = { id: String(row.id), ...fields };
		const { many, one } = this.#edges.get(table) ?? { many: [], one: [] };
		for (const { field, table: child, column } of many) {
			const rows = this.#store.list(`SELECT * FROM ${child} WHERE ${column} = ? ORDER BY n`, object.id);
			if (rows.length > 0) object[field] = rows.map((each) => this.#build(child, each));
		}
		for (const { field, table: other, column } of one) {
			const named = row[column];
			if (typeof named === 'string') object[field] = this.#find(table, other, named);
		}
		return object;
	}

	#find(within: TableName, table: TableName, id: string): HsdsObject | undefined {
		const isOwner = within === 'service' && table === 'organization';
		// Services of one organisation mostly follow each other.
		if (isOwner && this.#organization?.id === id) return JSON.parse(this.#organization.text) as HsdsObject;
		const row = this.#store.ask(`SELECT * FROM ${table} WHERE id = ? LIMIT 1`, id);
		if (row === undefined) return undefined;
		if (!isOwner) return this.#build(table, row);
		const whole = this.#build(table, row);
		const text = JSON.stringify(whole);
		const object = text.length > longestWithin ? { id, ...(JSON.parse(String(row.data)) as object) } : whole;
		this.#organization = { id, text: object === whole ? text : JSON.stringify(object) };
		return object;
	}
}
