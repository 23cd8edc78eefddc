import { error, fail, redirect } from '@sveltejs/kit';
import { readClock } from '#house/language/dates.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { access } from '#rooms/directory/access.ts';
import { confirmService } from '#rooms/directory/confirm-service.server.ts';
import { listDuplicates } from '#rooms/directory/list-duplicates.server.ts';
import { readDone } from '#rooms/directory/done.ts';
import { publishService } from '#rooms/directory/publish-service.server.ts';
import { resumeService } from '#rooms/directory/resume-service.server.ts';
import { listSuggestions } from '#rooms/directory/list-suggestions.server.ts';
import { submitService } from '#rooms/directory/submit-service.server.ts';
import { findActor } from '#rooms/identity/signed-in.ts';
import { orNoPage } from '../../get-place.server.ts';
import { getService } from '../get-services-place.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const place = await getService(event);
	const done = readDone(event.url.searchParams.get('done'), place.language);
	const { own, person, language } = place;
	// For administrators alone: to others nothing is told.
	const found = await listDuplicates(event.locals.database, person, { ...own, page: 1 });
	const pairs = 'pairs' in found ? found.pairs : [];
	const filter = { state: undefined, serviceId: own.serviceId, page: 1 };
	const question = { organisationId: own.organisationId, filter, language };
	const waiting = orNoPage(await listSuggestions(event.locals.database, person, question));
	return { page: new ServerOnly({ ...place, waiting, done, pairs, today: readClock(new Date()).date }) };
};

export const actions: Actions = {
	submit: (event) => act(event, 'submitted', access.submitService, submitService),
	publish: (event) => act(event, 'published', access.publishService, publishService),
	resume: (event) => act(event, 'resumed', access.resumeService, resumeService),
	confirm: (event) => act(event, 'confirmed', access.confirmService, confirmService),
};

type Move = typeof submitService | typeof publishService | typeof resumeService | typeof confirmService;

// An action is an event, the word for what was done, who may, and the verb: each on its own at the place where it is named.
// eslint-disable-next-line max-params
async function act(event: RequestEvent, done: string, allowed: Parameters<typeof findActor>[2], move: Move) {
	const { person, own } = await getService(event);
	if (findActor(person, own, allowed) === undefined) error(404);
	const moved = orNoPage(await move(event.locals.database, person, own));
	if ('refused' in moved) return fail(409, { refused: moved.refused });
	redirect(303, `${event.url.pathname}?done=${done}`);
}
