import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';

const erasuresPerPage = 50;

/** That the key of a month was destroyed. `keyHash`: SHA-256, in hexadecimal; `erasedAt`: ISO 8601. */
export interface Erasure {
	id: string;
	month: string;
	keyHash: string;
	requests: number;
	objects: number;
	erasedAt: string;
}

/** The certificates of an organisation, the newest first. */
export async function listErasures(
	database: Database,
	person: SignedIn,
	{ organisationId, page }: { organisationId: string; page: number },
): Promise<{ erasures: Erasure[]; hasMore: boolean } | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.listErasures);
	if (actor === undefined) return { refused: 'unknown' };
	const rows = await actAs(database, actor, (tx) =>
		tx
			.selectFrom('erasure_certificate')
			.selectAll()
			.where('organisation_id', '=', organisationId)
			.orderBy('erased_at', 'desc')
			.orderBy('month', 'desc')
			.limit(erasuresPerPage + 1)
			.offset((page - 1) * erasuresPerPage)
			.execute(),
	);
	const erasures = rows.slice(0, erasuresPerPage).map((row) => ({
		id: row.id,
		month: row.month,
		keyHash: row.key_hash.toString('hex'),
		requests: row.requests,
		objects: row.objects,
		erasedAt: row.erased_at.toISOString(),
	}));
	return { erasures, hasMore: rows.length > erasuresPerPage };
}
