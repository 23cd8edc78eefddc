import type { Pool } from 'pg';

/** A prepared query; one `name` always carries the same `text`. */
export type PreparedQuery = { name: string; text: string; values: unknown[] };

/** Reads what is published, as the role of the public. Every read ends within a second, one way or the other. */
export type PublicReader = {
	read<Row extends object>(query: PreparedQuery): Promise<Row[]>;
};

/** The database does not answer now. Pages then show the central line and the helplines, with status 503. */
export class DatabaseUnavailable extends Error {
	override name = 'DatabaseUnavailable';
}

const queryTimeoutMilliseconds = 600;
// With the wait for a connection, which the pool limits: the page around it stays under a second.
const wholeMilliseconds = 850;
const pauseMilliseconds = 1000;
// A database that hangs looks like slow queries, one after the other with none between that ends.
const manySlow = 5;

// PostgreSQL's classes of errors that tell of the server's state, not of the query: connection, authorization, catalogue, resources,
// operator intervention (a statement ended for its time is one), system.
const unavailableClasses = ['08', '28', '3D', '53', '57', '58'];
// The driver's own errors carry no code; these are the words of those that tell of the connection or of the wait for it.
const driverWords = /timeout|connect|terminated|pool/i;
const slowQuery = /query read timeout/i;

/** `absent`: no connection can be had, so nobody need try for a moment. `slow`: this one query took too long; others may do well. */
type Trouble = 'absent' | 'slow';

function findTrouble(error: unknown, isCrowded: boolean): Trouble | undefined {
	if (!(error instanceof Error)) {
		return undefined;
	}
	const code = 'code' in error ? String(error.code) : '';
	if (/^[0-9A-Z]{5}$/.test(code) && !code.startsWith('E')) {
		const isAway = unavailableClasses.includes(code.slice(0, 2));
		return isAway ? (code === '57014' ? 'slow' : 'absent') : undefined;
	}
	if (slowQuery.test(error.message)) {
		return 'slow';
	}
	if (!code.startsWith('E') && !driverWords.test(error.message)) {
		return undefined;
	}
	// Waiting in vain for a free connection while the others work is a crowd, not an absence.
	return isCrowded && /timeout/i.test(error.message) ? 'slow' : 'absent';
}

/**
 * Asks once, and closes the connection of a query that takes too long. The driver would do that itself, as `query_timeout`, but by a
 * function that V8 holds for long-lived, and all rows with it: they would wait for the slow collection of garbage.
 */
function ask<Row extends object>(pool: Pool, query: PreparedQuery): Promise<Row[]> {
	const start = performance.now();
	return new Promise((resolve, reject) => {
		pool.connect((absence, client, release) => {
			if (client === undefined) {
				reject(absence ?? new Error('The pool gave no connection.'));
				return;
			}
			let isOver = false;
			function end(failure: Error | null, rows: Row[]): void {
				if (isOver) return;
				isOver = true;
				clearTimeout(timer);
				release(failure ?? undefined);
				if (failure) reject(failure);
				else resolve(rows);
			}
			function giveUp(): void {
				end(new Error('Query read timeout'), []);
			}
			const left = Math.min(queryTimeoutMilliseconds, start + wholeMilliseconds - performance.now());
			// Where the process itself was busy meanwhile, the answer may be there and only not read yet: that comes first.
			const timer = setTimeout(() => setImmediate(giveUp), left);
			client.query<Row>(query, (failure, result) => end(failure, failure ? [] : result.rows));
		});
	});
}

/** Opens a reader on a pool. When it is away or hangs, the reader answers at once for a second, so that a crowd does not wait. */
export function openPublicReader(pool: Pool): PublicReader {
	let awayUntil = 0;
	let slowInARow = 0;
	return {
		async read<Row extends object>(query: PreparedQuery): Promise<Row[]> {
			if (Date.now() < awayUntil) {
				throw new DatabaseUnavailable('The database was away a moment ago.');
			}
			try {
				const rows = await ask<Row>(pool, query);
				slowInARow = 0;
				return rows;
			} catch (error) {
				const trouble = findTrouble(error, pool.totalCount > 0 && pool.waitingCount > 0);
				if (trouble === undefined) {
					throw error;
				}
				slowInARow = trouble === 'slow' ? slowInARow + 1 : 0;
				if (trouble === 'absent' || slowInARow >= manySlow) {
					awayUntil = Date.now() + pauseMilliseconds;
				}
				throw new DatabaseUnavailable('The database does not answer.', { cause: error });
			}
		},
	};
}
