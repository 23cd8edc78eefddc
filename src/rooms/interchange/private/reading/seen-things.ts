import type { HsdsKind, HsdsObject } from '#rooms/directory/hsds.ts';
import type { ImportedEntity, Place } from '../../imported.ts';
import { TemporaryDatabase } from '../temporary-database.ts';

/** Which things came by already, and the services that stood within organisations until it is known whether they come by themselves. */
export class SeenThings implements Disposable {
	readonly #temporary = new TemporaryDatabase();

	constructor() {
		this.#temporary.database.exec(
			`CREATE TABLE seen (kind TEXT, id TEXT, place TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID;
			CREATE TABLE nested (id TEXT PRIMARY KEY, place TEXT, object TEXT)`,
		);
	}

	/** Where the same thing was before; undefined the first time. */
	meet(kind: HsdsKind, id: string, place: Place): Place | undefined {
		const { database } = this.#temporary;
		const { changes } = this.#prepare('INSERT OR IGNORE INTO seen VALUES (?, ?, ?)').run(
			kind,
			id,
			JSON.stringify(place),
		);
		if (changes === 1) return undefined;
		const row = database.prepare('SELECT place FROM seen WHERE kind = ? AND id = ?').get(kind, id);
		return JSON.parse(String(row?.place)) as Place;
	}

	keepNested(object: HsdsObject, place: Place): void {
		this.#prepare('INSERT OR IGNORE INTO nested VALUES (?, ?, ?)').run(
			object.id,
			JSON.stringify(place),
			JSON.stringify(object),
		);
	}

	/** The services that stood within organisations and nowhere else. */
	*listNested(): Generator<ImportedEntity> {
		const rows = this.#prepare(
			`SELECT place, object FROM nested n WHERE NOT EXISTS (SELECT 1 FROM seen s WHERE s.kind = 'service' AND s.id = n.id) ORDER BY rowid`,
		).iterate();
		for (const { place, object } of rows) {
			// Both were written here.
			yield {
				kind: 'service',
				object: JSON.parse(String(object)) as HsdsObject,
				place: JSON.parse(String(place)) as Place,
			};
		}
	}

	[Symbol.dispose](): void {
		this.#temporary[Symbol.dispose]();
	}

	readonly #statements = new Map<string, ReturnType<TemporaryDatabase['database']['prepare']>>();

	#prepare(text: string): ReturnType<TemporaryDatabase['database']['prepare']> {
		const known = this.#statements.get(text) ?? this.#temporary.database.prepare(text);
		this.#statements.set(text, known);
		return known;
	}
}
