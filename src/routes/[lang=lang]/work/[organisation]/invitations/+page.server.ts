import { error, fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { parseForm, readTyped } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { readPageNumber } from '#house/web/to-page.ts';
import { access } from '#rooms/identity/access.ts';
import { describeDone } from '#rooms/identity/describe-refusal.ts';
import { giversOf } from '#rooms/identity/giving.ts';
import { InvitationForm } from '#rooms/identity/invitation.ts';
import { inviteAgain } from '#rooms/identity/invite-again.server.ts';
import { inviteColleague } from '#rooms/identity/invite-colleague.server.ts';
import { listInvitations } from '#rooms/identity/list-invitations.server.ts';
import { listTeams } from '#rooms/identity/list-teams.server.ts';
import { revokeInvitation } from '#rooms/identity/revoke-invitation.server.ts';
import { roles } from '#rooms/identity/roles.ts';
import { findActor } from '#rooms/identity/signed-in.ts';
import { getPlace, orNoPage } from '../get-place.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { person, organisationId, organisation, language } = await getPlace(event);
	const { database } = event.locals;
	const number = readPageNumber(event.url.searchParams);
	const list = orNoPage(await listInvitations(database, person, { organisationId, page: number }));
	const { teams } = orNoPage(await listTeams(database, person, { organisationId }));
	const page = {
		...list,
		organisation,
		organisationId,
		number,
		teams,
		imaginary: person.imaginary,
		givable: roles.filter((role) => findActor(person, { organisationId }, giversOf(role)) !== undefined),
		done: describeDone(event.url.searchParams.get('done'), language),
	};
	return { page: new ServerOnly(page) };
};

export const actions: Actions = {
	invite: async (event) => {
		const { person, organisationId, values } = await readWish(event);
		const parsed = parseForm(InvitationForm, values);
		if ('issues' in parsed) return fail(400, { values, ...parsed });
		const invited = orNoPage(await inviteColleague(event.locals.database, person, { organisationId, ...parsed.form }));
		if ('refused' in invited) return fail(409, { values, refused: invited.refused });
		redirect(303, `${event.url.pathname}?done=invited`);
	},
	again: async (event) => {
		const { person, organisationId, values } = await readWish(event);
		const wish = { organisationId, invitationId: readInvitation(values.invitationId) };
		const sent = orNoPage(await inviteAgain(event.locals.database, person, wish));
		if ('refused' in sent) return fail(409, { refused: sent.refused });
		redirect(303, `${event.url.pathname}?done=invited_again`);
	},
	withdraw: async (event) => {
		const { person, organisationId, values } = await readWish(event);
		const wish = { organisationId, invitationId: readInvitation(values.invitationId) };
		const withdrawn = orNoPage(await revokeInvitation(event.locals.database, person, wish));
		if ('refused' in withdrawn) return fail(409, { refused: withdrawn.refused });
		redirect(303, `${event.url.pathname}?done=invitation_withdrawn`);
	},
};

/** Whoever may not learns nothing from the mistakes in a form: it is looked at afterwards. */
async function readWish(event: RequestEvent) {
	const { person, organisationId } = await getPlace(event);
	if (findActor(person, { organisationId }, access.inviteColleague) === undefined) error(404);
	return { person, organisationId, values: readTyped(await readForm(event.request)) };
}

function readInvitation(text: unknown): string {
	const id = z.uuid().safeParse(text);
	if (!id.success) error(404);
	return id.data;
}
