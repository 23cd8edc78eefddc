import { fail, redirect } from '@sveltejs/kit';
import { ServerOnly } from '#house/web/server-only.ts';
import { listMissing } from '#rooms/protocol/accession-file.ts';
import { nameArea } from '#rooms/orientation/find-places.server.ts';
import { sendAccession } from '#rooms/protocol/send-accession.server.ts';
import { getDraft, getLink, leaveStep } from '../get-application.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Everything once more before it is sent. */
export const load: PageServerLoad = async (event) => {
	const { file, query } = await getDraft(event);
	if (listMissing(file).length > 0) redirect(303, `/${event.locals.language}/join/tasks?${query}`);
	const areas = file.areaCodes.map((code) => nameArea(code, event.locals.language));
	return { draft: new ServerOnly({ file, query, areas }) };
};

export const actions: Actions = {
	default: async (event) => {
		const sent = await sendAccession(event.locals.database, getLink(event));
		const query = `f=${event.url.searchParams.get('f') ?? ''}`;
		if ('sent' in sent) redirect(303, `/${event.locals.language}/join/file?${query}&done=${sent.sent}`);
		if (sent.refused === 'already_party') return fail(409, { refused: sent.refused });
		if (sent.refused === 'incomplete') redirect(303, `/${event.locals.language}/join/tasks?${query}`);
		return leaveStep(event, { refused: sent.refused });
	},
};
