import { error, fail, redirect } from '@sveltejs/kit';
import * as env from '$app/env/private';
import { parseForm, readTyped } from '#house/web/parse-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { DemonstrationForm } from '#rooms/identity/demonstration.ts';
import { listDemonstrationRoles } from '#rooms/identity/list-demonstration-roles.server.ts';
import { writeSessionCookie } from '#rooms/identity/session-cookie.ts';
import { signInAsDemonstration } from '#rooms/identity/sign-in-as-demonstration.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** To try Maillage out as someone imaginary. Without the demonstration there is no such page. */
export const load: PageServerLoad = async ({ locals, params }) => {
	if (!env.DEMO) error(404);
	const places = await listDemonstrationRoles(locals.database, params.lang);
	return { page: new ServerOnly({ places }) };
};

export const actions: Actions = {
	default: async (event) => {
		if (!env.DEMO) error(404);
		const values = readTyped(await event.request.formData());
		const parsed = parseForm(DemonstrationForm, values);
		if ('issues' in parsed) return fail(400, { values });
		const signedIn = await signInAsDemonstration(event.locals.database, parsed.form);
		if ('refused' in signedIn) return fail(409, { values });
		writeSessionCookie(event, signedIn.token);
		const to = event.url.searchParams.get('to') ?? '';
		// Only to a page of staff: an address that begins so leads to no other site.
		redirect(303, /^\/(fr|nl|de|en)\/work(?=[/?]|$)/.test(to) ? to : `/${event.params.lang}/work`);
	},
};
