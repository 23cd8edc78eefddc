import type { Pool, QueryConfig } from 'pg';

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

const queryTimeoutMilliseconds = 800;
const pauseMilliseconds = 1000;

// PostgreSQL's classes of errors that tell of the server's state, not of the query: connection, resources, operator intervention, system.
const unavailableClasses = ['08', '53', '57', '58'];
// The driver's own errors carry no code; these are the words of those that tell of the connection.
const driverWords = /timeout|connect|terminated|pool/i;

function isUnavailable(error: unknown): boolean {
	if (!(error instanceof Error)) {
		return false;
	}
	const code = 'code' in error ? String(error.code) : '';
	if (/^[0-9A-Z]{5}$/.test(code)) {
		return unavailableClasses.includes(code.slice(0, 2));
	}
	return code.startsWith('E') || driverWords.test(error.message);
}

/** Opens a reader on a pool. After a failure it answers at once for a second, so that a crowd does not wait for a database that is away. */
export function openPublicReader(pool: Pool): PublicReader {
	let awayUntil = 0;
	return {
		async read<Row extends object>(query: PreparedQuery): Promise<Row[]> {
			if (Date.now() < awayUntil) {
				throw new DatabaseUnavailable('The database was away a moment ago.');
			}
			try {
				const timed: QueryConfig & { query_timeout: number } = { ...query, query_timeout: queryTimeoutMilliseconds };
				const result = await pool.query<Row>(timed);
				return result.rows;
			} catch (error) {
				if (!isUnavailable(error)) {
					throw error;
				}
				awayUntil = Date.now() + pauseMilliseconds;
				throw new DatabaseUnavailable('The database does not answer.', { cause: error });
			}
		},
	};
}
