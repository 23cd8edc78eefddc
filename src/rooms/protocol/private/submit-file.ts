import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import type { AccessionFile } from '../accession-file.ts';
import { meanwhileAsSystem } from './as-system.ts';
import { findCandidate } from './find-standing-party.ts';
import { mailApplicant } from './mail-applicant.ts';
import { mailStaff } from './mail-staff.ts';
import { moveFile } from './move-file.ts';

/** A whole draft whose address is confirmed reaches the secretariat. False: someone with the same link was faster. */
export async function submitFile(tx: Transaction<DB>, file: AccessionFile): Promise<boolean> {
	const now = new Date().toISOString();
	const moved = await moveFile(tx, file, {
		move: 'submit',
		by: 'applicant',
		set: {
			submitted_at: now,
			sent_at: null,
			question: null,
			email_confirmed_at: file.emailConfirmedAt ?? now,
			candidate_organisation_id: (await findCandidate(tx, file)) ?? null,
		},
	});
	if (!moved) return false;
	const { id, contactEmail, language } = file;
	await mailApplicant(tx, { accessionId: id, to: contactEmail, language, mail: 'received' });
	await meanwhileAsSystem(tx, async (actor) => {
		const whom = { organisationId: actor.organisationId, role: 'secretariat' } as const;
		await mailStaff(tx, whom, { accessionId: id, mail: 'arrived' });
		await recordAct(tx, actor, { act: 'accession.submitted', object: `accession:${id}` });
	});
	return true;
}
