import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { parseForm, readTyped } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { access } from '#rooms/requests/access.ts';
import { dropTemplate } from '#rooms/requests/drop-template.server.ts';
import { keepTemplate } from '#rooms/requests/keep-template.server.ts';
import { listTemplates } from '#rooms/requests/list-templates.server.ts';
import { TemplateForm } from '#rooms/requests/template.ts';
import { orNoPage } from '../../../get-place.server.ts';
import { getTeam } from '../get-team.server.ts';
import type { Actions, PageServerLoad } from './$types';

const Done = z.enum(['kept', 'dropped']).nullable().catch(null);

export const load: PageServerLoad = async (event) => {
	const { person, organisationId, organisation, teamId, teamName } = await getTeam(event, access.listTemplates);
	const listed = orNoPage(await listTemplates(event.locals.database, person, { organisationId, teamId }));
	const done = Done.parse(event.url.searchParams.get('done'));
	return { page: new ServerOnly({ organisation, organisationId, teamId, teamName, ...listed, done }) };
};

export const actions: Actions = {
	keep: async (event) => {
		const { person, organisationId, teamId } = await getTeam(event, access.keepTemplate);
		const values = readTyped(await readForm(event.request));
		const parsed = parseForm(TemplateForm, values);
		if ('issues' in parsed) return fail(400, { values, ...parsed });
		const wish = { organisationId, teamId, ...parsed.form };
		const kept = orNoPage(await keepTemplate(event.locals.database, person, wish));
		if ('refused' in kept) return fail(409, { values, refused: kept.refused });
		redirect(303, `${event.url.pathname}?done=kept`);
	},
	drop: async (event) => {
		const { person, organisationId, teamId } = await getTeam(event, access.dropTemplate);
		const template = z.uuid().safeParse(readTyped(await readForm(event.request)).id);
		const templateId = template.success ? template.data : '';
		if (templateId !== '') {
			orNoPage(await dropTemplate(event.locals.database, person, { organisationId, teamId, templateId }));
		}
		redirect(303, `${event.url.pathname}?done=dropped`);
	},
};
