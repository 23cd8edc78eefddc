import { error } from '@sveltejs/kit';
import { actAs } from '#house/database/act-as.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { access } from '#rooms/audit/access.ts';
import { listActs } from '#rooms/audit/list-acts.server.ts';
import { listNames } from '#rooms/identity/list-names.server.ts';
import { findActor } from '#rooms/identity/signed-in.ts';
import { getPlace, orNoPage } from '../get-place.server.ts';
import type { PageServerLoad } from './$types';
import { readFilter } from './read-filter.ts';

export const load: PageServerLoad = async (event) => {
	const { person, organisationId, organisation } = await getPlace(event);
	const actor = findActor(person, { organisationId }, access.listActs);
	if (actor === undefined) error(404);
	const { database } = event.locals;
	const filter = readFilter(event.url.searchParams);
	const list = await actAs(database, actor, (tx) => listActs(tx, actor, filter));
	if ('refused' in list) error(404);
	const { names } = orNoPage(await listNames(database, person, { organisationId }));
	return { page: new ServerOnly({ ...list, organisation, organisationId, filter, names }) };
};
