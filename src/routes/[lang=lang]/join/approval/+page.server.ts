import { fail } from '@sveltejs/kit';
import { readClock } from '#house/language/dates.ts';
import { writeDay } from '#house/language/read-day.ts';
import { readTyped, type Typed } from '#house/web/parse-form.ts';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { listIssues, readApprovalForm } from '#rooms/protocol/accession-form.ts';
import { saveAccessionStep } from '#rooms/protocol/save-accession-step.server.ts';
import { getDraft, getLink, leaveStep } from '../get-application.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Who decided to apply, and when. The document itself is a step of its own. */
export const load: PageServerLoad = async (event) => {
	const { file, query } = await getDraft(event);
	const approvedOn = file.approvedOn === null ? '' : writeDay(file.approvedOn);
	const values: Typed = { approvedBy: file.approvedBy ?? '', approvedOn };
	return { step: new ServerOnly({ values, query }) };
};

export const actions: Actions = {
	default: async (event) => {
		const values = readTyped(await readForm(event.request));
		const parsed = readApprovalForm(readClock(new Date()).date).safeParse(values);
		if (!parsed.success) return fail(400, { values, issues: listIssues(parsed.error) });
		const saved = { step: 'approval', form: parsed.data } as const;
		return leaveStep(event, await saveAccessionStep(event.locals.database, getLink(event), saved));
	},
};
