import { fail, redirect } from '@sveltejs/kit';
import { ServerOnly } from '#house/web/server-only.ts';
import { confirmAccessionEmail } from '#rooms/protocol/confirm-accession-email.server.ts';
import { getApplication, getLink, leaveStep } from '../get-application.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** By a button: programs that open every link of a mail confirm nothing. */
export const load: PageServerLoad = async (event) => {
	const { file, query } = await getApplication(event);
	if (file.state !== 'draft') redirect(303, `/${event.locals.language}/join/file?${query}`);
	return { confirmation: new ServerOnly({ email: file.contactEmail ?? '', query }) };
};

export const actions: Actions = {
	default: async (event) => {
		const done = await confirmAccessionEmail(event.locals.database, getLink(event));
		if ('refused' in done) {
			if (done.refused === 'unknown') return leaveStep(event, { refused: 'unknown' });
			return fail(409, { refused: done.refused });
		}
		const query = `f=${event.url.searchParams.get('f') ?? ''}`;
		redirect(303, `/${event.locals.language}/join/file?${query}&done=${done.confirmed}`);
	},
};
