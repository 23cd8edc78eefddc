import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import { listMissing } from './accession-file.ts';
import type { AccessionLink } from './accession-link.ts';
import { enterAccession } from './private/enter-accession.ts';
import { isPartyAlready } from './private/find-standing-party.ts';
import { mailApplicant } from './private/mail-applicant.ts';
import { submitFile } from './private/submit-file.ts';

export type Sent = { sent: 'submitted' | 'to_confirm' } | { refused: SendRefusal };
type SendRefusal = 'unknown' | 'closed' | 'incomplete' | 'already_party';

/** Between two mails that ask to confirm the same address. */
const PAUSE_MILLISECONDS = 60_000;

/** Sends a whole draft. It counts as submitted once the address is confirmed, which is asked by mail. */
export async function sendAccession(database: Database, link: AccessionLink): Promise<Sent> {
	const result = await enterAccession(database, link, async (tx, { file }): Promise<Sent> => {
		if (file.state !== 'draft') return { refused: 'closed' };
		if (listMissing(file).length > 0) return { refused: 'incomplete' };
		if (await isPartyAlready(tx, file)) return { refused: 'already_party' };
		if (file.emailConfirmedAt !== null) {
			return (await submitFile(tx, file)) ? { sent: 'submitted' } : { refused: 'closed' };
		}
		if (file.sentAt !== null && Date.now() - file.sentAt.getTime() < PAUSE_MILLISECONDS) return { sent: 'to_confirm' };
		await tx
			.updateTable('accession')
			.set({ sent_at: sql<string>`now()` })
			.where('id', '=', file.id)
			.execute();
		const { id: accessionId, contactEmail: to, language } = file;
		const confirms = to === null ? {} : { confirms: to };
		await mailApplicant(tx, { accessionId, to, language, mail: 'confirm', page: '/join/confirm', ...confirms });
		return { sent: 'to_confirm' };
	});
	return result ?? { refused: 'unknown' };
}
