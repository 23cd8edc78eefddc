import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { nameColleagues } from '#rooms/identity/name-colleagues.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { Likeness } from './duplicates.ts';
import { isHsdsId } from './hsds.ts';
import { findDismissal, type Dismissal } from './private/find-dismissal.ts';
import { selectPairs } from './private/select-pairs.ts';
import { readReadableServices, type StoredService } from './private/stored-service.ts';

export interface ComparedServices {
	own: StoredService;
	other: StoredService;
	likenesses: Likeness[];
	/** That someone said they are not the same, where it still holds. */
	dismissed: Dismissal | undefined;
	/** Whoever tries the demonstration looks at real services, and changes none. */
	isLocked: boolean;
}

/** A service of one's own beside any other that one may read. */
export async function compareServices(
	database: Database,
	person: SignedIn,
	{ organisationId, serviceId, otherId }: { organisationId: string; serviceId: string; otherId: string },
): Promise<ComparedServices | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.compareServices);
	const isPair = isHsdsId(serviceId) && isHsdsId(otherId) && serviceId !== otherId;
	if (actor === undefined || !isPair) return { refused: 'unknown' };
	return actAs(database, actor, async (tx): Promise<ComparedServices | { refused: 'unknown' }> => {
		const [own, other] = await readReadableServices(tx, [serviceId, otherId]);
		if (own === undefined || other === undefined || own.organisationId !== organisationId)
			return { refused: 'unknown' };
		if (own.imaginary !== other.imaginary) return { refused: 'unknown' };
		const [pair] = await selectPairs(tx, { organisationId, serviceId, otherId, limit: 1, offset: 0 });
		const dismissal = await findDismissal(tx, serviceId, otherId);
		const names = await nameColleagues(tx, [dismissal?.personId ?? null]);
		const dismissed = dismissal && { ...dismissal, name: names.get(dismissal.personId) ?? null };
		return { own, other, likenesses: pair?.likenesses ?? [], dismissed, isLocked: person.imaginary && !own.imaginary };
	});
}
