import { sql } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import { listMissing } from './accession-file.ts';
import type { AccessionLink } from './accession-link.ts';
import { enterAccession } from './private/enter-accession.ts';
import { isPartyAlready } from './private/find-standing-party.ts';
import { submitFile } from './private/submit-file.ts';

export type Confirmed = { confirmed: 'submitted' | 'address' } | { refused: 'unknown' | 'other_address' };

/**
 * Confirms the address that this link was mailed to. A file that was sent is submitted with it; one that was changed since has to be
 * sent again. `other_address`: the file has another address by now.
 */
export async function confirmAccessionEmail(database: Database, link: AccessionLink): Promise<Confirmed> {
	const result = await enterAccession(database, link, async (tx, { file, confirms }): Promise<Confirmed> => {
		if (confirms === undefined) return { refused: 'unknown' };
		if (confirms !== file.contactEmail) return { refused: 'other_address' };
		// The button pressed twice, or the mail opened again.
		if (file.state !== 'draft') return { confirmed: 'submitted' };
		const isReady = file.sentAt !== null && listMissing(file).length === 0 && !(await isPartyAlready(tx, file));
		if (isReady && (await submitFile(tx, file))) return { confirmed: 'submitted' };
		await tx
			.updateTable('accession')
			.set({ email_confirmed_at: sql<string>`now()` })
			.where('id', '=', file.id)
			.where('state', '=', 'draft')
			.execute();
		return { confirmed: 'address' };
	});
	return result ?? { refused: 'unknown' };
}
