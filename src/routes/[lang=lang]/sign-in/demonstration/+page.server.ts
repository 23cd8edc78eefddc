import { error, fail, redirect } from '@sveltejs/kit';
import * as env from '$app/env/private';
import { parseForm, readTyped } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { DemonstrationForm } from '#rooms/identity/demonstration.ts';
import { enterSession } from '#rooms/identity/enter-session.server.ts';
import { listDemonstrationRoles } from '#rooms/identity/list-demonstration-roles.server.ts';
import { readReturnPath } from '#rooms/identity/return-path.ts';
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
		const values = readTyped(await readForm(event.request));
		const parsed = parseForm(DemonstrationForm, values);
		if ('issues' in parsed) return fail(400, { values });
		const signedIn = await signInAsDemonstration(event.locals.database, parsed.form);
		if ('refused' in signedIn) return fail(409, { values });
		await enterSession(event.locals.database, event, signedIn.token);
		redirect(303, readReturnPath(event.url.searchParams.get('to'), event.params.lang));
	},
};
