import type { PublicReader } from '#house/database/public-reader.ts';

const recheckMilliseconds = 30_000;
const query = {
	name: 'has-demonstration',
	text: 'SELECT EXISTS (SELECT FROM service WHERE published AND imaginary) AS loaded',
	values: [],
};

/**
 * Whether imaginary services are loaded, so that every page says so. Answers at once from what was last read and reads again in
 * the background; until the first answer, and while the database is away, what the operator asked for is believed.
 */
export function watchDemonstration(reader: PublicReader, assumed: boolean): () => boolean {
	let loaded = assumed;
	let readAt = 0;
	return () => {
		if (Date.now() - readAt > recheckMilliseconds) {
			readAt = Date.now();
			reader.read<{ loaded: boolean }>(query).then(
				(rows) => (loaded = rows[0]?.loaded ?? loaded),
				() => (readAt = 0),
			);
		}
		return loaded;
	};
}
