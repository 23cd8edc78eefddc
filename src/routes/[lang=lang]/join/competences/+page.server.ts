import { fail } from '@sveltejs/kit';
import { readTyped, type Typed } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { CompetencesForm, listIssues } from '#rooms/protocol/accession-form.ts';
import { saveAccessionStep } from '#rooms/protocol/save-accession-step.server.ts';
import { getDraft, getLink, leaveStep } from '../get-application.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** What the entity is competent for, and the domains it wants to take part in. */
export const load: PageServerLoad = async (event) => {
	const { file, query } = await getDraft(event);
	const values: Typed = { competences: file.competences ?? '', domains: file.domains };
	return { step: new ServerOnly({ values, query }) };
};

export const actions: Actions = {
	default: async (event) => {
		const values = readTyped(await readForm(event.request), ['domains']);
		const parsed = CompetencesForm.safeParse(values);
		if (!parsed.success) return fail(400, { values, issues: listIssues(parsed.error) });
		const saved = { step: 'competences', form: parsed.data } as const;
		return leaveStep(event, await saveAccessionStep(event.locals.database, getLink(event), saved));
	},
};
