import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { readUpload } from '#house/web/read-upload.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { attachAccessionDocument } from '#rooms/protocol/attach-accession-document.server.ts';
import { findAccession, type StaffView } from '#rooms/protocol/find-accession.server.ts';
import { getSignedIn } from '../../../get-signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** A document of the file, on a page of its own: one that is too large takes nothing else with it. */
export const load: PageServerLoad = async (event) => {
	const { file } = await getForSecretariat(event);
	const which = readWhich(event.url);
	return { step: new ServerOnly({ id: file.id, which }) };
};

export const actions: Actions = {
	default: async (event) => {
		const { file } = await getForSecretariat(event);
		const which = readWhich(event.url);
		const upload = await readUpload(event.request);
		if ('refused' in upload) return fail(upload.refused === 'too_large' ? 413 : 400, { refused: upload.refused });
		const { name, bytes } = upload;
		const document = { accessionId: file.id, which, name, bytes };
		const kept = await attachAccessionDocument(event.locals.database, await getSignedIn(event), document);
		if ('documentId' in kept) redirect(303, `/${event.locals.language}/work/accessions/${file.id}?done=document`);
		if (kept.refused === 'unknown') error(404);
		return fail(409, { refused: kept.refused });
	},
};

async function getForSecretariat(event: RequestEvent): Promise<StaffView> {
	const person = await getSignedIn(event);
	const accessionId = z.uuid().safeParse(event.params.id).data ?? error(404);
	const view = await findAccession(event.locals.database, person, { accessionId });
	return 'file' in view && view.isSecretariat ? view : error(404);
}

function readWhich(url: URL): 'decision' | 'signature' {
	return url.searchParams.get('for') === 'signature' ? 'signature' : 'decision';
}
