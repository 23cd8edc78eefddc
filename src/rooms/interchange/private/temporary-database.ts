import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A database on disk for the time of one reading: what does not fit in memory waits there. Closing removes it. */
export class TemporaryDatabase implements Disposable {
	readonly database: DatabaseSync;
	readonly #folder = mkdtempSync(join(tmpdir(), 'maillage-'));

	constructor() {
		try {
			this.database = new DatabaseSync(join(this.#folder, 'reading.sqlite'));
			// Nothing of it outlives this process, so nothing has to survive a crash.
			this.database.exec(
				'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000; PRAGMA temp_store = FILE; BEGIN',
			);
		} catch (error) {
			rmSync(this.#folder, { recursive: true, force: true });
			throw error;
		}
	}

	[Symbol.dispose](): void {
		this.database.close();
		rmSync(this.#folder, { recursive: true, force: true });
	}
}
