import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';

/** The public entity of this kind for this area, where the directory knows it; there is one at most. Never one of the demonstration. */
export function findPublicEntity(
	tx: Transaction<DB>,
	{ kind, areaCode }: { kind: string; areaCode: string },
): Promise<{ id: string } | undefined> {
	return tx
		.selectFrom('organisation')
		.select('id')
		.where('kind', '=', kind)
		.where('area_code', '=', areaCode)
		.where('origin', 'in', ['reference', 'partner'])
		.orderBy('origin', 'desc')
		.limit(1)
		.executeTakeFirst();
}
