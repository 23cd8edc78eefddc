import { error, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { endOtherSessions } from '#rooms/identity/end-other-sessions.server.ts';
import { endSession } from '#rooms/identity/end-session.server.ts';
import { listSessions } from '#rooms/identity/list-sessions.server.ts';
import { getSignedIn } from '../get-signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

const SessionId = z.uuid();
const dones = ['session_ended', 'sessions_ended'] as const;

export const load: PageServerLoad = async (event) => {
	const person = await getSignedIn(event);
	const sessions = await listSessions(event.locals.database, person);
	const done = dones.find((each) => each === event.url.searchParams.get('done'));
	return { sheet: new ServerOnly({ sessions, current: person.sessionId, done }) };
};

export const actions: Actions = {
	async end(event) {
		const person = await getSignedIn(event);
		const id = SessionId.safeParse((await readForm(event.request)).get('session'));
		if (!id.success) error(404);
		// One that has ended meanwhile is what was asked for.
		await endSession(event.locals.database, person, id.data);
		redirect(303, `/${event.params.lang}/work/sessions?done=session_ended`);
	},

	async others(event) {
		await endOtherSessions(event.locals.database, await getSignedIn(event));
		redirect(303, `/${event.params.lang}/work/sessions?done=sessions_ended`);
	},
};
