import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import { languages } from '#house/language/language.ts';
import { nameColleagues } from '#rooms/identity/name-colleagues.server.ts';
import type { Json } from '#house/crypto/canonical.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { lookAtService, type OwnService } from './private/work-on-service.ts';
import { groupSittings, type ShownChange } from './service-history.ts';

const changesPerPage = 100;

export interface ChangesPage {
	changes: ShownChange[];
	hasMore: boolean;
}

/** What changed of a service, newest first. */
export function listServiceChanges(
	database: Database,
	person: SignedIn,
	{ page, ...own }: OwnService & { page: number },
): Promise<ChangesPage | { refused: 'unknown' }> {
	const allowed = access.listServiceChanges;
	return lookAtService(database, { person, allowed, own }, async ({ tx, stored }) => {
		const rows = await tx
			.selectFrom('service_change')
			.select(['version', 'field', 'language', 'before', 'after', 'person_id', sql<Date>`at`.as('at')])
			.where('service_id', '=', stored.id)
			.orderBy('version', 'desc')
			.orderBy('field')
			.orderBy('language')
			.limit(changesPerPage + 1)
			.offset((page - 1) * changesPerPage)
			.execute();
		const names = await nameColleagues(
			tx,
			rows.map((row) => row.person_id),
		);
		const changes = rows.slice(0, changesPerPage).map((row): ShownChange => {
			return {
				version: row.version,
				field: row.field,
				language: languages.find((language) => language === row.language) ?? null,
				// Both come from the application, as JSON.
				before: row.before as Json,
				after: row.after as Json,
				personId: row.person_id,
				name: names.get(row.person_id ?? '') ?? null,
				at: row.at.toISOString(),
			};
		});
		return { changes: groupSittings(changes), hasMore: rows.length > changesPerPage };
	});
}
