import { error, fail, redirect } from '@sveltejs/kit';
import { readForm } from '#house/web/read-form.ts';
import { addVersion } from '#rooms/protocol/add-version.server.ts';
import { listVersions } from '#rooms/protocol/list-versions.server.ts';
import { readVersionForm } from '#rooms/protocol/protocol-text.ts';
import { getSecretary } from '../../get-secretary.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await getSecretary(event);
	const [last] = await listVersions(event.locals.reader);
	return { number: (last?.number ?? 0) + 1 };
};

export const actions: Actions = {
	default: async (event) => {
		const person = await getSecretary(event);
		const read = readVersionForm(await readForm(event.request));
		if ('issues' in read) return fail(400, { values: read.values, issues: read.issues });
		const answer = await addVersion(event.locals.database, person, read.form);
		if ('number' in answer) redirect(303, `/${event.params.lang}/work/register/texts?done=version`);
		if (answer.refused === 'unknown') error(404, 'not_found');
		return fail(409, { values: read.values, refused: answer.refused });
	},
};
