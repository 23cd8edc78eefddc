import { fail, redirect } from '@sveltejs/kit';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { cancelImport } from '#rooms/interchange/cancel-import.server.ts';
import { findImport } from '#rooms/interchange/find-import.server.ts';
import { publishImport } from '#rooms/interchange/publish-import.server.ts';
import { readReportQuestion } from '#rooms/interchange/report-question.ts';
import { restartImport } from '#rooms/interchange/restart-import.server.ts';
import { takeInImport } from '#rooms/interchange/take-in-import.server.ts';
import { getPlace, orNoPage } from '../../get-place.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { organisation, organisationId, person } = await getPlace(event);
	const own = { organisationId, runId: event.params.run };
	const question = readReportQuestion(event.url.searchParams);
	const found = orNoPage(await findImport(event.locals.database, person, { ...own, question }));
	return { page: new ServerOnly({ organisation, organisationId, ...found }) };
};

export const actions: Actions = {
	take: async (event) => {
		const { database, person, own } = await getOwn(event);
		const ticked = (await readForm(event.request)).getAll('also');
		const wish = { overwrite: ticked.includes('overwrite'), archiveMissing: ticked.includes('archive') };
		return answer(event, orNoPage(await takeInImport(database, person, { ...own, ...wish })));
	},
	cancel: async (event) => {
		const { database, person, own } = await getOwn(event);
		return answer(event, orNoPage(await cancelImport(database, person, own)));
	},
	restart: async (event) => {
		const { database, person, own } = await getOwn(event);
		return answer(event, orNoPage(await restartImport(database, person, own)));
	},
	publish: async (event) => {
		const { database, person, own } = await getOwn(event);
		return answer(event, orNoPage(await publishImport(database, person, own)));
	},
};

async function getOwn(event: RequestEvent) {
	const { person, organisationId } = await getPlace(event);
	return { database: event.locals.database, person, own: { organisationId, runId: event.params.run } };
}

/** The page as it stands now, or why nothing was done. */
function answer(event: RequestEvent, done: object | { refused: 'other_state' | 'own_import' }) {
	if ('refused' in done) return fail(409, { refused: done.refused });
	redirect(303, event.url.pathname);
}
