import type { PublicReader } from '#house/database/public-reader.ts';

const query = {
	name: 'find-successor',
	// Which may itself have been replaced since.
	text: `WITH RECURSIVE chain (id, step) AS (
	SELECT successor_id, 1 FROM service_successor WHERE service_id = $1
	UNION ALL
	SELECT next.successor_id, step + 1 FROM chain JOIN service_successor next ON next.service_id = chain.id WHERE step < 20
)
SELECT s.id FROM chain JOIN service s ON s.id = chain.id AND s.published LIMIT 1`,
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The service that took the place of one that is no longer there; undefined when none did. */
export async function findSuccessor(reader: PublicReader, serviceId: string): Promise<string | undefined> {
	if (!uuid.test(serviceId)) return undefined;
	const [row] = await reader.read<{ id: string }>({ ...query, values: [serviceId] });
	return row?.id;
}
