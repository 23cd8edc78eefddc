import { error, fail, redirect } from '@sveltejs/kit';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { archiveService } from '#rooms/directory/archive-service.server.ts';
import { listOwnServices } from '#rooms/directory/list-own-services.server.ts';
import { chooseName, nameService } from '#rooms/directory/name-service.ts';
import { orNoPage } from '../../../get-place.server.ts';
import { getEditable } from '../../get-services-place.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const place = await getEditable(event);
	if (!place.mayEdit) error(404);
	const { person, organisationId, language, service } = place;
	const filter = { state: 'published', due: false, incomplete: false, page: 1 } as const;
	const listed = orNoPage(await listOwnServices(event.locals.database, person, { organisationId, filter }));
	const successors = listed.services
		.filter(({ id }) => id !== service.id)
		.map(({ id, record }) => ({ value: id, text: chooseName(nameService(record), language) }));
	return { page: new ServerOnly({ ...place, successors }) };
};

export const actions: Actions = {
	default: async (event) => {
		const { person, own } = await getEditable(event);
		const given = (await readForm(event.request)).get('successor');
		const successorId = typeof given === 'string' && given !== '' ? given : undefined;
		const archived = orNoPage(await archiveService(event.locals.database, person, { ...own, successorId }));
		if ('refused' in archived) return fail(409, { successor: successorId, refused: archived.refused });
		redirect(303, event.url.pathname.replace(/\/archive$/, '?done=archived'));
	},
};
