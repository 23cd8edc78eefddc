import pg from 'pg';

export interface PoolSettings {
	max: number;
	applicationName: string;
	/** Acts as this role from the first statement on; the login role must be a member of it. */
	role?: string;
	connectionTimeoutMillis?: number;
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
	const pool = new pg.Pool({
		connectionString: url,
		max: settings.max,
		application_name: settings.applicationName,
		connectionTimeoutMillis: settings.connectionTimeoutMillis ?? 700,
		options: `-c search_path=maillage${role}`,
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
