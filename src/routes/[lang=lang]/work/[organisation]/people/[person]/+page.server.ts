import { error, fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { parseForm, readTyped } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { access } from '#rooms/identity/access.ts';
import { RoleForm } from '#rooms/identity/colleague.ts';
import { describeDone } from '#rooms/identity/describe-refusal.ts';
import { endWork } from '#rooms/identity/end-work.server.ts';
import { findColleague } from '#rooms/identity/find-colleague.server.ts';
import { giveRole } from '#rooms/identity/give-role.server.ts';
import { giversOf } from '#rooms/identity/giving.ts';
import { listTeams } from '#rooms/identity/list-teams.server.ts';
import { roles } from '#rooms/identity/roles.ts';
import { findActor } from '#rooms/identity/signed-in.ts';
import { withdrawRole } from '#rooms/identity/withdraw-role.server.ts';
import { getPlace, orNoPage } from '../../get-place.server.ts';
import type { Actions, PageServerLoad } from './$types';

const Id = z.uuid();

export const load: PageServerLoad = async (event) => {
	const { person, organisationId, organisation, language } = await getPlace(event);
	const { database } = event.locals;
	const personId = readId(event.params.person);
	const colleague = orNoPage(await findColleague(database, person, { organisationId, personId }));
	const { teams } = orNoPage(await listTeams(database, person, { organisationId }));
	const may = (allowed: Parameters<typeof findActor>[2]) =>
		findActor(person, { organisationId }, allowed) !== undefined;
	const page = {
		organisation,
		organisationId,
		colleague,
		teams,
		/** The roles that whoever looks may give and withdraw. */
		givable: may(access.giveRole) ? roles.filter((role) => may(giversOf(role))) : [],
		mayEndWork: may(access.endWork),
		done: describeDone(event.url.searchParams.get('done'), language),
	};
	return { page: new ServerOnly(page) };
};

export const actions: Actions = {
	give: async (event) => {
		const { person, organisationId } = await getPlace(event);
		const personId = readId(event.params.person);
		refuseOthers(findActor(person, { organisationId }, access.giveRole));
		const values = readTyped(await readForm(event.request));
		const parsed = parseForm(RoleForm, values);
		if ('issues' in parsed) return fail(400, { action: 'give' as const, values, ...parsed });
		const given = orNoPage(await giveRole(event.locals.database, person, { organisationId, personId, ...parsed.form }));
		if ('refused' in given) return fail(409, { action: 'give' as const, values, refused: given.refused });
		redirect(303, `${event.url.pathname}?done=role_given`);
	},
	withdraw: async (event) => {
		const { person, organisationId } = await getPlace(event);
		refuseOthers(findActor(person, { organisationId }, access.withdrawRole));
		const grantId = readId((await readForm(event.request)).get('grantId'));
		const withdrawn = orNoPage(await withdrawRole(event.locals.database, person, { organisationId, grantId }));
		if ('refused' in withdrawn) return fail(409, { action: 'withdraw' as const, refused: withdrawn.refused });
		const wish = { organisationId, personId: withdrawn.personId };
		// Whoever held no other role has left with this one, and has no page here any more.
		const left = await findColleague(event.locals.database, person, wish);
		const back = 'refused' in left ? event.url.pathname.replace(/\/[^/]+$/, '') : event.url.pathname;
		redirect(303, `${back}?done=role_withdrawn`);
	},
	leave: async (event) => {
		const { person, organisationId } = await getPlace(event);
		const personId = readId(event.params.person);
		const ended = orNoPage(await endWork(event.locals.database, person, { organisationId, personId }));
		if ('refused' in ended) return fail(409, { action: 'leave' as const, refused: ended.refused });
		redirect(303, `${event.url.pathname.replace(/\/[^/]+$/, '')}?done=left`);
	},
};

function readId(text: FormDataEntryValue | null): string {
	const id = Id.safeParse(text);
	if (!id.success) error(404);
	return id.data;
}

/** Before anything of the form is looked at: whoever may not learns nothing from its mistakes. */
function refuseOthers(actor: unknown): void {
	if (actor === undefined) error(404);
}
