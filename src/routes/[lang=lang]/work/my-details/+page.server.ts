import { fail, redirect } from '@sveltejs/kit';
import { parseForm, readTyped } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { changeMyDetails } from '#rooms/identity/change-my-details.server.ts';
import { describeDone } from '#rooms/identity/describe-refusal.ts';
import { getMyDetails } from '#rooms/identity/get-my-details.server.ts';
import { MyDetails } from '#rooms/identity/my-details.ts';
import { getSignedIn } from '../get-signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const person = await getSignedIn(event);
	const details = await getMyDetails(event.locals.database, person);
	const done = describeDone(event.url.searchParams.get('done'), event.locals.language);
	return { page: new ServerOnly({ details, done }) };
};

export const actions: Actions = {
	default: async (event) => {
		const person = await getSignedIn(event);
		const values = readTyped(await readForm(event.request), ['spokenLanguages', 'workingDays']);
		const parsed = parseForm(MyDetails, values);
		if ('issues' in parsed) return fail(400, { values, ...parsed });
		await changeMyDetails(event.locals.database, person, parsed.form);
		redirect(303, `${event.url.pathname}?done=details_kept`);
	},
};
