import { fail, redirect } from '@sveltejs/kit';
import { parseForm, readTyped } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { beginImport } from '#rooms/interchange/begin-import.server.ts';
import { FeedForm } from '#rooms/interchange/import-form.ts';
import { orNoPage } from '../../get-place.server.ts';
import { getImporter } from '../get-importer.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { organisation, organisationId } = await getImporter(event);
	return { page: new ServerOnly({ organisation, organisationId }) };
};

export const actions: Actions = {
	default: async (event) => {
		const { person, organisationId, language } = await getImporter(event);
		const values = readTyped(await readForm(event.request));
		const parsed = parseForm(FeedForm, values);
		if ('issues' in parsed) return fail(400, { values, issues: parsed.issues, refused: undefined });
		const { source, language: written, postal: coverageByPostalCode, url } = parsed.form;
		const wish = { organisationId, source, language: written, coverageByPostalCode, needsMapping: false };
		const input = { from: 'feed', url } as const;
		const begun = orNoPage(await beginImport(event.locals.database, person, { ...wish, input }));
		if ('refused' in begun) return fail(409, { values, issues: [], refused: begun.refused });
		redirect(303, `/${language}/work/${organisationId}/imports/${begun.runId}`);
	},
};
