import { redirect } from '@sveltejs/kit';
import { ServerOnly } from '#house/web/server-only.ts';
import { mayMove } from '#rooms/protocol/accession.ts';
import { nameArea } from '#rooms/orientation/find-places.server.ts';
import { withdrawAccession } from '#rooms/protocol/withdraw-accession.server.ts';
import { getApplication, getLink, leaveStep } from '../get-application.server.ts';
import type { Actions, PageServerLoad } from './$types';

const notices = ['submitted', 'to_confirm', 'address', 'withdrawn'] as const;

/** Where a file stands, what comes next, and how to withdraw it. */
export const load: PageServerLoad = async (event) => {
	const { file, moves, query } = await getApplication(event);
	const done = notices.find((each) => each === event.url.searchParams.get('done'));
	const areas = file.areaCodes.map((code) => nameArea(code, event.locals.language));
	const mayWithdraw = mayMove(file.state, 'withdraw', 'applicant');
	return { application: new ServerOnly({ file, moves, query, areas, done, mayWithdraw }) };
};

export const actions: Actions = {
	withdraw: async (event) => {
		const result = await withdrawAccession(event.locals.database, getLink(event));
		if ('refused' in result) return leaveStep(event, result);
		redirect(303, `/${event.locals.language}/join/file?f=${event.url.searchParams.get('f') ?? ''}&done=withdrawn`);
	},
};
