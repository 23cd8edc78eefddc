import { registerDailyJob } from '#house/jobs/job.ts';
import { forgetProofs } from '#house/web/spend-proof.server.ts';
import { eraseSuggestions } from './erase-suggestions.server.ts';
import { remindOfSuggestions } from './remind-of-suggestions.server.ts';
import { registerSuggestionMails } from './suggestion-mail.ts';

/** At start, before the jobs: the mails of suggestions, what is told when nobody answers, and what is erased. */
export function registerSuggestions(): void {
	registerSuggestionMails();
	registerDailyJob('remind_of_suggestions', 7, async (day, { database }) => {
		await remindOfSuggestions(database, day);
	});
	registerDailyJob('erase_suggestions', 4, async (_day, { database }) => {
		await eraseSuggestions(database);
		await forgetProofs(database);
	});
}
