import { error, fail, redirect } from '@sveltejs/kit';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { findKeptDocument } from '#rooms/protocol/find-kept-document.server.ts';
import { readTextForm } from '#rooms/protocol/protocol-text.ts';
import { putText } from '#rooms/protocol/put-text.server.ts';
import { getSecretary } from '../../get-secretary.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { getVersion } from './get-version.server.ts';

export const load: PageServerLoad = async (event) => {
	const person = await getSecretary(event);
	const version = await getVersion(event, event.params.number);
	const documentId = event.url.searchParams.get('document') ?? '';
	const kept = await findKeptDocument(event.locals.database, person, documentId);
	return { form: new ServerOnly({ version, document: 'document' in kept ? kept.document : undefined }) };
};

export const actions: Actions = {
	default: async (event) => {
		const person = await getSecretary(event);
		const { id } = await getVersion(event, event.params.number);
		const read = readTextForm(await readForm(event.request));
		if ('issues' in read) return fail(400, { values: read.values, issues: read.issues });
		const answer = await putText(event.locals.database, person, { ...read.form, versionId: id });
		if ('refused' in answer) error(404, 'not_found');
		redirect(303, `/${event.params.lang}/work/register/texts?done=text`);
	},
};
