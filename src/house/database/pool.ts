import pg from 'pg';

export interface PoolSettings {
	max: number;
	applicationName: string;
	/** Acts as this role from the first statement on; the login role must be a member of it. */
	role?: string;
	connectionTimeoutMillis?: number;
	/** Plans a prepared statement once, for statements whose plan does not depend on the values. */
	planOnce?: boolean;
	/** PostgreSQL ends a statement after this time, whoever has given up waiting for it. */
	statementTimeoutMillis?: number;
	/** Told when a connection dies; the pool replaces it by itself. */
	onLostConnection?: (error: Error) => void;
}

const DATE = 1082;
const BIGINT = 20;

/** A day without an hour has no time zone: it stays 'YYYY-MM-DD'. A bigint becomes a number, or fails loudly. */
const types = {
	getTypeParser(oid: number, format?: 'text' | 'binary') {
		if (oid === DATE) return (text: string) => text;
		if (oid === BIGINT) return readSafeInteger;
		return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid);
	},
};

export function openPool(url: string, settings: PoolSettings): pg.Pool {
	const role = settings.role === undefined ? '' : ` -c role=${settings.role}`;
	const plans = settings.planOnce === true ? ' -c plan_cache_mode=force_generic_plan' : '';
	const timeout =
		settings.statementTimeoutMillis === undefined ? '' : ` -c statement_timeout=${settings.statementTimeoutMillis}`;
	const pool = new pg.Pool({
		connectionString: url,
		max: settings.max,
		application_name: settings.applicationName,
		connectionTimeoutMillis: settings.connectionTimeoutMillis ?? 700,
		options: `-c search_path=maillage${role}${timeout}${plans}`,
		types,
	});
	const lost = settings.onLostConnection ?? (() => undefined);
	// Without listeners the death of a connection, idle or between two statements, would end the process.
	pool.on('error', lost);
	pool.on('connect', (client) => client.on('error', lost));
	return pool;
}

function readSafeInteger(text: string): number {
	const value = Number(text);
	if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a number`);
	return value;
}
