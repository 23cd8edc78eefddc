import { error, fail, redirect } from '@sveltejs/kit';
import { readTyped } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { access } from '#rooms/directory/access.ts';
import { answerSuggestion } from '#rooms/directory/answer-suggestion.server.ts';
import { listSuggestions } from '#rooms/directory/list-suggestions.server.ts';
import { readSuggestionFilter } from '#rooms/directory/suggestion-filter.ts';
import { suggestionAnswers } from '#rooms/directory/suggestion.ts';
import { findActor } from '#rooms/identity/signed-in.ts';
import { getPlace, orNoPage } from '../get-place.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { person, organisationId, organisation, language } = await getPlace(event);
	const filter = readSuggestionFilter(event.url.searchParams);
	const wish = { organisationId, filter, language };
	const listed = orNoPage(await listSuggestions(event.locals.database, person, wish));
	const mayEdit = findActor(person, { organisationId }, access.editService) !== undefined;
	const isDone = event.url.searchParams.get('done') === 'answered';
	return {
		page: new ServerOnly({
			organisation,
			organisationId,
			filter,
			...listed,
			mayEdit,
			isTrial: person.imaginary,
			isDone,
		}),
	};
};

export const actions: Actions = {
	answer: async (event) => {
		const { person, organisationId } = await getPlace(event);
		if (findActor(person, { organisationId }, access.answerSuggestion) === undefined) error(404);
		const typed = readTyped(await readForm(event.request));
		const answer = suggestionAnswers.find((each) => each === typed.answer);
		if (answer === undefined) error(400);
		const suggestionId = String(typed.suggestion ?? '');
		const wish = { organisationId, suggestionId, answer };
		const answered = orNoPage(await answerSuggestion(event.locals.database, person, wish));
		if ('refused' in answered) return fail(409, { refused: answered.refused });
		redirect(303, `${event.url.pathname}?done=answered`);
	},
};
