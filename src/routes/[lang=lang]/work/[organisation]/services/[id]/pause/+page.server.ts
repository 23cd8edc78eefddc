import { error, fail, redirect } from '@sveltejs/kit';
import { languages } from '#house/language/language.ts';
import { readDay } from '#house/language/read-day.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { pauseService } from '#rooms/directory/pause-service.server.ts';
import { readTypedSection } from '#rooms/directory/section-form.ts';
import { findNextState } from '#rooms/directory/service-lifecycle.ts';
import { orNoPage } from '../../../get-place.server.ts';
import { getEditable } from '../../get-services-place.server.ts';
import type { Actions, PageServerLoad } from './$types';

const longestMessage = 1000;

export const load: PageServerLoad = async (event) => {
	const place = await getEditable(event);
	if (!place.mayEdit || findNextState(place.service.state, 'pause') === undefined) error(404);
	return { page: new ServerOnly(place) };
};

export const actions: Actions = {
	default: async (event) => {
		const { person, own } = await getEditable(event);
		const typed = readTypedSection(await readForm(event.request));
		const until = readDay(typed.until?.[0] ?? '');
		const messages = languages.map((language) => [language, (typed[`message_${language}`]?.[0] ?? '').trim()] as const);
		const tooLong = messages.find(([, message]) => message.length > longestMessage);
		if (until === undefined) return fail(400, { typed, field: 'until', problem: 'date' as const });
		if (tooLong) return fail(400, { typed, field: `message_${tooLong[0]}`, problem: 'too_long' as const });
		const wish = { ...own, until, message: Object.fromEntries(messages) };
		const paused = orNoPage(await pauseService(event.locals.database, person, wish));
		if ('refused' in paused) return fail(409, { typed, field: 'until', refused: paused.refused });
		redirect(303, event.url.pathname.replace(/\/pause$/, '?done=paused'));
	},
};
