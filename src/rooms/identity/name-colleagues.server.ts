import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** The names of people of the acting organisation, those who have left it included, by their ids; who is not known is not in it. */
export async function nameColleagues(tx: Transaction<DB>, ids: (string | null)[]): Promise<Map<string, string>> {
	const wanted = [...new Set(ids.filter((id) => id !== null))];
	if (wanted.length === 0) return new Map();
	const rows = await tx.selectFrom('staff_member').select(['id', 'name']).where('id', 'in', wanted).execute();
	return new Map(rows.map(({ id, name }) => [id, name]));
}
