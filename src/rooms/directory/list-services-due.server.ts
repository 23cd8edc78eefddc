import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { readClock } from '#house/language/dates.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { nameService } from './name-service.ts';
import { isToBeConfirmed } from './freshness.ts';
import { selectOwnServices, whereDue } from './private/select-own-services.ts';
import { readStoredServices } from './private/stored-service.ts';
import type { ServiceDue } from './service-due.ts';

const mostShown = 25;

export interface ServicesDue {
	services: ServiceDue[];
	/** There are others. */
	hasMore: boolean;
}

/** The services of an organisation that wait for its administrators. */
export async function listServicesDue(
	database: Database,
	person: SignedIn,
	{ organisationId }: { organisationId: string },
): Promise<ServicesDue | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.listServicesDue);
	if (actor === undefined) return { refused: 'unknown' };
	const today = readClock(new Date()).date;
	return actAs(database, actor, async (tx) => {
		// Whoever tries the demonstration can confirm no real service.
		const where = [whereDue(today), ...(person.imaginary ? [sql<boolean>`s.imaginary`] : [])];
		const ids = await selectOwnServices(tx, { organisationId, where, limit: mostShown + 1, offset: 0 });
		const stored = await readStoredServices(tx, ids.slice(0, mostShown));
		const services = stored.map((service): ServiceDue => {
			const { id, confirmedOn, record } = service;
			const isUnconfirmed = isToBeConfirmed({ confirmedOn, confirmationMonths: record.confirmationMonths }, today);
			return { id, confirmedOn, ...nameService(record), reason: isUnconfirmed ? 'confirmation' : 'pause_over' };
		});
		return { services, hasMore: ids.length > mostShown };
	});
}
