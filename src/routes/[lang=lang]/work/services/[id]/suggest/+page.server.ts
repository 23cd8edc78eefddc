import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { readClock } from '#house/language/dates.ts';
import { parseForm, readTyped, type Typed } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { findService } from '#rooms/directory/find-service.server.ts';
import { sendPartnerSuggestion } from '#rooms/directory/send-partner-suggestion.server.ts';
import { listSuggestionProblems, SuggestionForm } from '#rooms/directory/suggestion.ts';
import { orNoPage } from '../../../[organisation]/get-place.server.ts';
import { getSignedIn } from '../../../get-signed-in.server.ts';
import type { Actions, PageServerLoad, RouteParams } from './$types';

export const load: PageServerLoad = async (event) => {
	return { page: new ServerOnly(await getPlace(event)) };
};

export const actions: Actions = {
	default: async (event) => {
		const { person, service, organisations } = await getPlace(event);
		const typed = readTyped(await readForm(event.request));
		const values: Typed = { ...typed };
		const parsed = parseForm(SuggestionForm, typed);
		if ('issues' in parsed)
			return fail(400, { values, issues: listSuggestionProblems(typed, parsed.issues), refused: undefined });
		const organisation = organisations.find(({ id }) => id === typed.organisation) ?? organisations[0];
		const sent = orNoPage(
			await sendPartnerSuggestion(event.locals.database, person, {
				serviceId: service.id,
				organisationId: organisation?.id ?? '',
				form: parsed.form,
				language: event.params.lang,
				day: readClock(new Date()).date,
				isNamed: typed.named === '1',
			}),
		);
		if ('refused' in sent) return fail(409, { values, issues: [], refused: sent.refused });
		redirect(303, `/${event.params.lang}/work/services/${service.id}?done=suggested`);
	},
};

/** Who writes, about which service, and in whose name they may. */
async function getPlace(event: RequestEvent<RouteParams>) {
	const person = await getSignedIn(event);
	const { lang, id } = event.params;
	const service = await findService(event.locals.reader, id, lang);
	if (service === undefined || person.grants.length === 0) error(404);
	const named = new Map(person.grants.map((grant) => [grant.organisationId, grant.organisation[lang]]));
	return { person, service, organisations: [...named].map(([own, name]) => ({ id: own, name })) };
}
