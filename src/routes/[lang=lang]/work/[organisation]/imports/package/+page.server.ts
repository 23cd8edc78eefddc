import { randomUUID } from 'node:crypto';
import { fail, redirect } from '@sveltejs/kit';
import { parseForm } from '#house/web/parse-form.ts';
import { receiveFile } from '#house/web/receive-file.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { beginImport } from '#rooms/interchange/begin-import.server.ts';
import { discardFile, placeFile } from '#rooms/interchange/place-file.ts';
import { ImportForm, isSpreadsheet } from '#rooms/interchange/import-form.ts';
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
		const path = placeFile(randomUUID());
		const { typed: values, name, tooLarge } = await receiveFile(event.request, path);
		const parsed = parseForm(ImportForm, values);
		if (tooLarge) return fail(413, { values, issues: [], refused: 'too_large' as const });
		if ('issues' in parsed || name === undefined) {
			await discardFile(path);
			const issues = 'issues' in parsed ? parsed.issues : [];
			return fail(400, { values, issues, refused: name === undefined ? ('none' as const) : undefined });
		}
		const { source, language: written, postal: coverageByPostalCode } = parsed.form;
		const wish = { organisationId, source, language: written, coverageByPostalCode, needsMapping: isSpreadsheet(name) };
		const input = { from: 'file', path, name } as const;
		const begun = orNoPage(await beginImport(event.locals.database, person, { ...wish, input }));
		if ('refused' in begun) {
			await discardFile(path);
			return fail(409, { values, issues: [], refused: begun.refused });
		}
		const next = wish.needsMapping ? '/columns' : '';
		redirect(303, `/${language}/work/${organisationId}/imports/${begun.runId}${next}`);
	},
};
