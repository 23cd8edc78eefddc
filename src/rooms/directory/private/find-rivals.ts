import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { nameColleagues } from '#rooms/identity/name-colleagues.server.ts';
import { fieldsOf, type Section } from '../service-sections.ts';
import type { StoredService } from './stored-service.ts';

/** Who changed a section last, and when (ISO). The name is null when they are no longer known. */
export interface Rival {
	name: string | null;
	at: string;
}

/** Who changed this section after the version someone has read; undefined when nobody did. */
export async function findRivals(
	tx: Transaction<DB>,
	stored: StoredService,
	{ section, version }: { section: Section; version: number },
): Promise<Rival | undefined> {
	if (version >= stored.version) return undefined;
	const row = await tx
		.selectFrom('service_change')
		.select(['person_id', sql<Date>`at`.as('at')])
		.where('service_id', '=', stored.id)
		.where('version', '>', version)
		.where('field', 'in', fieldsOf(section))
		.orderBy('version', 'desc')
		.limit(1)
		.executeTakeFirst();
	if (row === undefined) return undefined;
	const names = await nameColleagues(tx, [row.person_id]);
	return { name: names.get(row.person_id ?? '') ?? null, at: row.at.toISOString() };
}
