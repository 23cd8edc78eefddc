import { fail, redirect } from '@sveltejs/kit';
import * as env from '$app/env/private';
import { readTyped } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { openRateLimit } from '#house/web/rate-limit.ts';
import { listIssues, LostLinkForm } from '#rooms/protocol/accession-form.ts';
import { mailAccessionLink } from '#rooms/protocol/mail-accession-link.server.ts';
import type { Actions, PageServerLoad } from './$types';

const REQUESTS_PER_MINUTE = 4;
const requests = openRateLimit(env.RATE_LIMIT_PER_MINUTE === 0 ? 0 : REQUESTS_PER_MINUTE);

/** Where a link that opens nothing leads, and where a new one can be had. */
export const load: PageServerLoad = ({ url }) => ({
	isUnknown: url.searchParams.get('why') === 'unknown',
	isDone: url.searchParams.get('done') === 'sent',
});

export const actions: Actions = {
	default: async ({ request, locals, getClientAddress }) => {
		const values = readTyped(await readForm(request));
		const parsed = LostLinkForm.safeParse(values);
		if (!parsed.success) return fail(400, { values, issues: listIssues(parsed.error), tooMany: false });
		if (!(await requests.mayPass(getClientAddress()))) return fail(429, { values, issues: [], tooMany: true });
		const { contactEmail: email, enterpriseNumber } = parsed.data;
		await mailAccessionLink(locals.database, { email, enterpriseNumber });
		redirect(303, `/${locals.language}/join/link?done=sent`);
	},
};
