import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { readAreas } from './private/hsds/read-published.ts';
import { nameAreas, type Gazetteer } from './private/hsds/read/read-coverage.ts';

/** The areas of the country by code and by name, and the communes of postal codes: what an import understands territories by. */
export async function openGazetteer(tx: Transaction<DB>): Promise<Gazetteer> {
	const areas = await readAreas(tx);
	const { rows } = await sql<{ postal_code: string; area_code: string }>`select postal_code, area_code
		from list_postal_communes(array(select code::text from generate_series(1000, 9999) code))`.execute(tx);
	const communes = new Map<string, string[]>();
	for (const { postal_code: code, area_code: commune } of rows)
		communes.set(code, [...(communes.get(code) ?? []), commune]);
	return { areas, byName: nameAreas(areas.values()), communes };
}
