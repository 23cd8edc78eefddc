import { error, fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { parseForm, readTyped } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { access } from '#rooms/identity/access.ts';
import { closeTeam } from '#rooms/identity/close-team.server.ts';
import { describeDone } from '#rooms/identity/describe-refusal.ts';
import { listTeams } from '#rooms/identity/list-teams.server.ts';
import { openTeam } from '#rooms/identity/open-team.server.ts';
import { renameTeam } from '#rooms/identity/rename-team.server.ts';
import { findActor } from '#rooms/identity/signed-in.ts';
import { TeamForm } from '#rooms/identity/team.ts';
import { getPlace, orNoPage } from '../get-place.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { person, organisationId, organisation, language } = await getPlace(event);
	const { teams } = orNoPage(await listTeams(event.locals.database, person, { organisationId }));
	const mayChange = findActor(person, { organisationId }, access.openTeam) !== undefined;
	const done = describeDone(event.url.searchParams.get('done'), language);
	return { page: new ServerOnly({ organisation, organisationId, teams, mayChange, done }) };
};

export const actions: Actions = {
	open: async (event) => {
		const { person, organisationId, values } = await readWish(event);
		const parsed = parseForm(TeamForm, values);
		if ('issues' in parsed) return fail(400, { field: 'open-name', values, ...parsed });
		const opened = orNoPage(await openTeam(event.locals.database, person, { organisationId, ...parsed.form }));
		if ('refused' in opened) return fail(409, { field: 'open-name', values, refused: opened.refused });
		redirect(303, `${event.url.pathname}?done=team_opened`);
	},
	rename: async (event) => {
		const { person, organisationId, values } = await readWish(event);
		const teamId = readTeam(values.teamId);
		const parsed = parseForm(TeamForm, values);
		const field = `${teamId}-name`;
		if ('issues' in parsed) return fail(400, { field, values, ...parsed });
		const wish = { organisationId, teamId, ...parsed.form };
		const renamed = orNoPage(await renameTeam(event.locals.database, person, wish));
		if ('refused' in renamed) return fail(409, { field, values, refused: renamed.refused });
		redirect(303, `${event.url.pathname}?done=team_renamed`);
	},
	close: async (event) => {
		const { person, organisationId, values } = await readWish(event);
		const teamId = readTeam(values.teamId);
		const closed = orNoPage(await closeTeam(event.locals.database, person, { organisationId, teamId }));
		if ('refused' in closed) return fail(409, { field: `${teamId}-name`, values, refused: closed.refused });
		redirect(303, `${event.url.pathname}?done=team_closed`);
	},
};

/** Whoever may not learns nothing from the mistakes in a form: it is looked at afterwards. */
async function readWish(event: RequestEvent) {
	const { person, organisationId } = await getPlace(event);
	if (findActor(person, { organisationId }, access.openTeam) === undefined) error(404);
	return { person, organisationId, values: readTyped(await readForm(event.request)) };
}

function readTeam(text: unknown): string {
	const id = z.uuid().safeParse(text);
	if (!id.success) error(404);
	return id.data;
}
