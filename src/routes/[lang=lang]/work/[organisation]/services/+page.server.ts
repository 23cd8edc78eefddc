import { error, fail, redirect } from '@sveltejs/kit';
import { readClock } from '#house/language/dates.ts';
import { readTyped } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { access } from '#rooms/directory/access.ts';
import { confirmService } from '#rooms/directory/confirm-service.server.ts';
import { listOwnServices } from '#rooms/directory/list-own-services.server.ts';
import { readDone } from '#rooms/directory/done.ts';
import { readServiceFilter, writeServiceFilter } from '#rooms/directory/service-filter.ts';
import { findActor } from '#rooms/identity/signed-in.ts';
import { getPlace, orNoPage } from '../get-place.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { person, organisationId, organisation, language } = await getPlace(event);
	const filter = readServiceFilter(event.url.searchParams);
	const { database } = event.locals;
	const listed = orNoPage(await listOwnServices(database, person, { organisationId, filter }));
	const done = readDone(event.url.searchParams.get('done'), language);
	const today = readClock(new Date()).date;
	return {
		page: new ServerOnly({ organisation, organisationId, filter, ...listed, isTrial: person.imaginary, done, today }),
	};
};

export const actions: Actions = {
	confirm: async (event) => {
		const { person, organisationId } = await getPlace(event);
		if (findActor(person, { organisationId }, access.confirmService) === undefined) error(404);
		const { service } = readTyped(await readForm(event.request));
		const serviceId = typeof service === 'string' ? service : '';
		const confirmed = orNoPage(await confirmService(event.locals.database, person, { organisationId, serviceId }));
		if ('refused' in confirmed) return fail(409, { refused: confirmed.refused });
		const filter = writeServiceFilter(readServiceFilter(event.url.searchParams));
		redirect(303, `${event.url.pathname}${filter}${filter === '' ? '?' : '&'}done=confirmed`);
	},
};
