import { fail, redirect } from '@sveltejs/kit';
import * as env from '$app/env/private';
import { openRateLimit } from '#house/web/rate-limit.ts';
import { readTyped, type Typed } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { AboutForm, listIssues, type FieldIssue } from '#rooms/protocol/accession-form.ts';
import type { AccessionFile } from '#rooms/protocol/accession-file.ts';
import { writeAccessionLink } from '#rooms/protocol/accession-link.ts';
import { beginAccession } from '#rooms/protocol/begin-accession.server.ts';
import { formatEnterpriseNumber } from '#rooms/protocol/enterprise-number.ts';
import { saveAccessionStep } from '#rooms/protocol/save-accession-step.server.ts';
import { getDraft, getLink, leaveStep } from '../get-application.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Beginnings a minute from one address; each of them sends a mail. */
const BEGINNINGS_PER_MINUTE = 6;
const beginnings = openRateLimit(env.RATE_LIMIT_PER_MINUTE === 0 ? 0 : BEGINNINGS_PER_MINUTE);

/** Who applies. Without a link in the address this begins a draft. */
export const load: PageServerLoad = async (event) => {
	const empty: Typed = {};
	if (!event.url.searchParams.has('f')) return { step: new ServerOnly({ values: empty, query: undefined }) };
	const { file, query } = await getDraft(event);
	return { step: new ServerOnly({ values: toValues(file), query }) };
};

export const actions: Actions = {
	default: async (event) => {
		const values = readTyped(await readForm(event.request));
		const parsed = AboutForm.safeParse(values);
		if (!parsed.success)
			return fail(400, { values, issues: listIssues(parsed.error, Object.keys(AboutForm.shape)), tooMany: false });
		const { database, language } = event.locals;
		if (event.url.searchParams.has('f')) {
			const saved = await saveAccessionStep(database, getLink(event), { step: 'about', form: parsed.data });
			return leaveStep(event, saved);
		}
		const mayPass = await beginnings.mayPass(event.getClientAddress());
		const begun = mayPass ? await beginAccession(database, parsed.data, language) : undefined;
		const issues: FieldIssue[] = [];
		if (begun === undefined || 'refused' in begun) return fail(429, { values, issues, tooMany: true });
		redirect(303, `/${language}/join/tasks?${writeAccessionLink(begun.link)}&done=started`);
	},
};

function toValues(file: AccessionFile): Typed {
	return {
		nameFr: file.nameFr ?? '',
		nameNl: file.nameNl ?? '',
		nameDe: file.nameDe ?? '',
		enterpriseNumber: file.enterpriseNumber === null ? '' : formatEnterpriseNumber(file.enterpriseNumber),
		kind: file.kind ?? '',
		contactFunction: file.contactFunction ?? '',
		contactEmail: file.contactEmail ?? '',
		contactPhone: file.contactPhone ?? '',
	};
}
