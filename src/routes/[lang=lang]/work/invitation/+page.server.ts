import { fail, redirect } from '@sveltejs/kit';
import { ServerOnly } from '#house/web/server-only.ts';
import { acceptAsColleague } from '#rooms/identity/accept-as-colleague.server.ts';
import { findInvitation } from '#rooms/identity/find-invitation.server.ts';
import { isAwake } from '#rooms/identity/signed-in.ts';
import { getSignedIn } from '../get-signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** An invitation for someone who has an account: the role is added to it. */
export const load: PageServerLoad = async (event) => {
	const person = await getSignedIn(event);
	const invitation = await findInvitation(event.locals.database, event.url.searchParams.get('i'));
	return { page: new ServerOnly({ person, invitation }) };
};

export const actions: Actions = {
	default: async (event) => {
		const person = await getSignedIn(event);
		const link = event.url.searchParams.get('i') ?? '';
		const accepted = await acceptAsColleague(event.locals.database, person, link);
		if ('refused' in accepted) return fail(409, { refused: accepted.refused });
		const { organisationId, role } = accepted;
		const { language } = event.locals;
		if (!isAwake(person, { role })) redirect(303, `/${language}/work/passkeys`);
		redirect(303, `/${language}/work?${new URLSearchParams({ organisation: organisationId, done: 'joined' })}`);
	},
};
