import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { readClock } from '#house/language/dates.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import { selectOwnServices, whereDue, whereIncomplete } from './private/select-own-services.ts';
import { readStoredServices, type StoredService } from './private/stored-service.ts';
import type { ServiceFilter } from './service-filter.ts';

const servicesPerPage = 25;

export interface OwnServicesPage {
	services: StoredService[];
	hasMore: boolean;
	/** Whether this person may begin and edit services here. */
	mayEdit: boolean;
}

/** An organisation's services, whatever their state, by name. */
export async function listOwnServices(
	database: Database,
	person: SignedIn,
	{ organisationId, filter }: { organisationId: string; filter: ServiceFilter },
): Promise<OwnServicesPage | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.listOwnServices);
	if (actor === undefined) return { refused: 'unknown' };
	const where = [
		filter.state === undefined ? sql<boolean>`s.state <> 'archived'` : sql<boolean>`s.state = ${filter.state}`,
	];
	if (filter.due) where.push(whereDue(readClock(new Date()).date));
	if (filter.incomplete) where.push(whereIncomplete);
	return actAs(database, actor, async (tx) => {
		const offset = (filter.page - 1) * servicesPerPage;
		const ids = await selectOwnServices(tx, { organisationId, where, limit: servicesPerPage + 1, offset });
		const services = await readStoredServices(tx, ids.slice(0, servicesPerPage));
		const mayEdit = findActor(person, { organisationId }, access.editService) !== undefined;
		return { services, hasMore: ids.length > servicesPerPage, mayEdit };
	});
}
