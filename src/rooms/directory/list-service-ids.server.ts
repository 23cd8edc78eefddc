import type { PublicReader } from '#house/database/public-reader.ts';

// In four languages a part then holds at most 50,000 addresses, the most that sitemaps.org allows.
const servicesPerPart = 12_500;
// Ids are random: a part by their first hexadecimal digits holds about its share. Half full leaves room for chance.
const servicesPerPrefix = 6_000;

const countQuery = {
	name: 'count-services',
	text: 'SELECT count(*)::int AS count FROM service WHERE published AND NOT imaginary',
	values: [],
};
const listQuery = {
	name: 'list-service-ids',
	text: 'SELECT id FROM service WHERE published AND NOT imaginary AND id >= $1 AND id <= $2 ORDER BY id LIMIT $3',
};

/** The beginnings of ids by which the site map is cut: none, one or two hexadecimal digits, as many services as there are. */
export async function listSitemapPrefixes(reader: PublicReader): Promise<string[]> {
	const [row] = await reader.read<{ count: number }>(countQuery);
	const count = row?.count ?? 0;
	const digits = count <= servicesPerPrefix ? 0 : count <= servicesPerPrefix * 16 ? 1 : 2;
	return Array.from({ length: 16 ** digits }, (_, index) =>
		digits === 0 ? '' : index.toString(16).padStart(digits, '0'),
	);
}

/** The ids of the real published services that begin so. Imaginary ones are for no search engine. */
export async function listServiceIds(reader: PublicReader, prefix: string): Promise<string[]> {
	const bound = (filler: string) => prefix.padEnd(32, filler);
	const rows = await reader.read<{ id: string }>({ ...listQuery, values: [bound('0'), bound('f'), servicesPerPart] });
	return rows.map((row) => row.id);
}
