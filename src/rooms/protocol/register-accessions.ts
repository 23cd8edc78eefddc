import { registerDailyJob } from '#house/jobs/job.ts';
import { registerAccessionMails } from './accession-mail.ts';
import { endWithdrawnParties } from './end-withdrawn-parties.server.ts';
import { eraseStaleDrafts } from './erase-stale-drafts.server.ts';
import { eraseUnusedDocuments } from './erase-unused-documents.server.ts';
import { remindOpinions } from './remind-opinions.server.ts';
import { takeDueAccessions } from './take-due-accessions.server.ts';

/** At start: the mails of accessions, and what is done every day. */
export function registerAccessions(): void {
	registerAccessionMails();
	registerDailyJob('take_due_accessions', 0, async (day, { database }) => {
		await takeDueAccessions(database, day);
		await endWithdrawnParties(database, day);
	});
	registerDailyJob('remind_opinions', 7, async (day, { database }) => {
		await remindOpinions(database, day);
	});
	registerDailyJob('erase_stale_drafts', 4, async (_day, { database }) => {
		await eraseStaleDrafts(database);
		await eraseUnusedDocuments(database);
	});
}
