import { error, fail, redirect } from '@sveltejs/kit';
import { parseForm, readTyped } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { access } from '#rooms/directory/access.ts';
import { createService } from '#rooms/directory/create-service.server.ts';
import { NewServiceForm } from '#rooms/directory/new-service-form.ts';
import { findActor } from '#rooms/identity/signed-in.ts';
import { getPlace, orNoPage, type StaffPlace } from '../../get-place.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const place = refuseOthers(await getPlace(event));
	return { page: new ServerOnly(place) };
};

export const actions: Actions = {
	default: async (event) => {
		const { person, organisationId } = refuseOthers(await getPlace(event));
		const values = readTyped(await readForm(event.request));
		const parsed = parseForm(NewServiceForm, values);
		if ('issues' in parsed) return fail(400, { values, issues: parsed.issues });
		const made = orNoPage(await createService(event.locals.database, person, { organisationId, ...parsed.form }));
		redirect(303, `/${event.params.lang}/work/${organisationId}/services/${made.serviceId}?done=created`);
	},
};

function refuseOthers(place: StaffPlace): StaffPlace {
	if (findActor(place.person, place, access.createService) === undefined) error(404);
	return place;
}
