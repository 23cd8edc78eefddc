import { ServerOnly } from '#house/web/server-only.ts';
import { accessionSteps, listMissing, nameApplicant } from '#rooms/protocol/accession-file.ts';
import { getDraft } from '../get-application.server.ts';
import type { PageServerLoad } from './$types';

const notices = ['started', 'saved'] as const;

/** The steps of a draft: which are complete, which are not. */
export const load: PageServerLoad = async (event) => {
	const { file, isParty, query } = await getDraft(event);
	const missing = listMissing(file);
	const steps = accessionSteps.map((step) => ({ step, isComplete: !missing.includes(step) }));
	const done = notices.find((each) => each === event.url.searchParams.get('done'));
	const { question, contactEmail, sentAt } = file;
	const name = nameApplicant(file, event.locals.language);
	return {
		draft: new ServerOnly({ query, steps, isParty, done, question, name, contactEmail, isSent: sentAt !== null }),
	};
};
