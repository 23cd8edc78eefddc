import type { PublicReader } from '#house/database/public-reader.ts';

/** Services in one part of the site map; times four languages this stays well under the 50,000 addresses a part may hold. */
const servicesPerPart = 5000;

const countQuery = {
	name: 'count-services',
	text: 'SELECT count(*)::int AS count FROM service WHERE published AND NOT imaginary',
	values: [],
};
const listQuery = {
	name: 'list-service-ids',
	text: 'SELECT id FROM service WHERE published AND NOT imaginary ORDER BY id LIMIT $1 OFFSET $2',
};

export async function countSitemapParts(reader: PublicReader): Promise<number> {
	const [row] = await reader.read<{ count: number }>(countQuery);
	return Math.ceil((row?.count ?? 0) / servicesPerPart);
}

/** The ids of the real published services of one part, counted from 1. Imaginary ones are for no search engine. */
export async function listServiceIds(reader: PublicReader, part: number): Promise<string[]> {
	const rows = await reader.read<{ id: string }>({
		...listQuery,
		values: [servicesPerPart, (part - 1) * servicesPerPart],
	});
	return rows.map((row) => row.id);
}
