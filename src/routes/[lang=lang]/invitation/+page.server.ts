import { fail, redirect } from '@sveltejs/kit';
import { ServerOnly } from '#house/web/server-only.ts';
import { acceptInvitation } from '#rooms/identity/accept-invitation.server.ts';
import { enterSession } from '#rooms/identity/enter-session.server.ts';
import { findInvitation } from '#rooms/identity/find-invitation.server.ts';
import { needsSecondFactor } from '#rooms/identity/roles.ts';
import type { Actions, PageServerLoad } from './$types';

/** What the link of a mail opens. Whoever has signed in accepts on the page of staff, as who they are. */
export const load: PageServerLoad = async ({ url, locals, params }) => {
	const link = url.searchParams.get('i');
	const invitation = await findInvitation(locals.database, link);
	const asColleague = `/${params.lang}/work/invitation?${new URLSearchParams({ i: link ?? '' })}`;
	if (invitation?.state === 'open' && (await locals.findPerson()) !== undefined) redirect(303, asColleague);
	return { page: new ServerOnly({ invitation, asColleague }) };
};

export const actions: Actions = {
	default: async (event) => {
		const { url, locals, params } = event;
		const accepted = await acceptInvitation(locals.database, url.searchParams.get('i') ?? '');
		if ('refused' in accepted) return fail(409, { refused: accepted.refused });
		await enterSession(locals.database, event, accepted.token);
		redirect(303, `/${params.lang}/work${needsSecondFactor(accepted.role) ? '/passkeys' : '?done=joined'}`);
	},
};
