import { fail } from '@sveltejs/kit';
import { readUpload } from '#house/web/read-upload.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { attachApproval } from '#rooms/protocol/attach-approval.server.ts';
import { getDraft, getLink, leaveStep } from '../get-application.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** The document of the decision, on a page of its own: a file that is too large takes nothing else with it. */
export const load: PageServerLoad = async (event) => {
	const { file, query } = await getDraft(event);
	return { step: new ServerOnly({ query, documentId: file.approvalDocumentId }) };
};

export const actions: Actions = {
	default: async (event) => {
		const upload = await readUpload(event.request);
		if ('refused' in upload) return fail(upload.refused === 'too_large' ? 413 : 400, { refused: upload.refused });
		const kept = await attachApproval(event.locals.database, getLink(event), {
			name: upload.name,
			bytes: upload.bytes,
		});
		if (!('refused' in kept)) return leaveStep(event, { saved: true });
		if (kept.refused === 'unknown' || kept.refused === 'closed') return leaveStep(event, { refused: kept.refused });
		return fail(400, { refused: kept.refused });
	},
};
