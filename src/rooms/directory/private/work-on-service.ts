import type { Transaction } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { findActor, type Actor, type SignedIn } from '#rooms/identity/signed-in.ts';
import type { Role } from '#rooms/identity/roles.ts';
import { readStoredServices, type StoredService } from './stored-service.ts';

/** Which service of which organisation. */
export interface OwnService {
	organisationId: string;
	serviceId: string;
}

/** What refuses every act on a service: one may not know of it, or the demonstration may not touch it. */
export type GeneralRefusal = 'unknown' | 'real_service';

interface Work {
	tx: Transaction<DB>;
	actor: Actor;
	stored: StoredService;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * One transaction on one service of one's own organisation, which nobody else can change meanwhile.
 */
export async function workOnService<Result>(
	database: Database,
	{ person, allowed, own }: { person: SignedIn; allowed: readonly Role[]; own: OwnService },
	work: (work: Work) => Promise<Result>,
): Promise<Result | { refused: GeneralRefusal }> {
	const actor = findActor(person, { organisationId: own.organisationId }, allowed);
	if (actor === undefined || !uuid.test(own.serviceId)) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		await tx.selectFrom('service').select('id').where('id', '=', own.serviceId).forUpdate().execute();
		const [stored] = await readStoredServices(tx, [own.serviceId]);
		if (stored === undefined) return { refused: 'unknown' };
		// Whoever tries the demonstration changes nothing that people rely on.
		if (person.imaginary && !stored.imaginary) return { refused: 'real_service' };
		return work({ tx, actor, stored });
	});
}

/** The same without a lock, for looking at it; whoever tries the demonstration looks at every service. */
export async function lookAtService<Result>(
	database: Database,
	{ person, allowed, own }: { person: SignedIn; allowed: readonly Role[]; own: OwnService },
	look: (work: Work) => Promise<Result>,
): Promise<Result | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId: own.organisationId }, allowed);
	if (actor === undefined || !uuid.test(own.serviceId)) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const [stored] = await readStoredServices(tx, [own.serviceId]);
		return stored === undefined ? { refused: 'unknown' } : look({ tx, actor, stored });
	});
}
