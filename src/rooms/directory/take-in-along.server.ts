import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { keepAlong, type Along } from './private/import/keep-along.ts';

/** Keeps the organizations, taxonomies and terms that were given beside services; published once a published service names them. */
export async function takeInAlong(tx: Transaction<DB>, organisationId: string, along: Along[]): Promise<void> {
	for (const statement of keepAlong(organisationId, along)) await statement.execute(tx);
}
