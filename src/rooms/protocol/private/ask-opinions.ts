import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { readClock } from '#house/language/dates.ts';
import type { AccessionFile } from '../accession-file.ts';
import { isParty, stateOn } from '../party-state.ts';
import { findPartyForUpdate } from './find-party.server.ts';
import { mailStaff } from './mail-staff.ts';

/** Asks every party of today for its opinion, but for the one that applies, and mails its administrators. */
export async function askOpinions(tx: Transaction<DB>, file: AccessionFile): Promise<void> {
	const due = file.opinionsDueOn;
	if (due === null) throw new Error(`the review of ${file.id} has no end`);
	const asked = (await listPartiesOfToday(tx)).filter((each) => each !== file.candidateOrganisationId);
	if (asked.length === 0) return;
	await tx
		.insertInto('accession_opinion')
		.values(asked.map((organisation_id) => ({ accession_id: file.id, organisation_id, due_on: due })))
		.execute();
	for (const organisationId of asked) {
		const whom = { organisationId, role: 'organisation_administrator' } as const;
		await mailStaff(tx, whom, { accessionId: file.id, mail: 'opinion_asked', until: due });
	}
}

/** The organisations that are parties today. */
async function listPartiesOfToday(tx: Transaction<DB>): Promise<string[]> {
	const today = readClock(new Date()).date;
	const parties = await tx.selectFrom('party').select(['id', 'organisation_id']).orderBy('origin_key').execute();
	const found: string[] = [];
	for (const { id, organisation_id } of parties) {
		const party = await findPartyForUpdate(tx, id);
		if (party !== undefined && isParty(stateOn(party.acts, today))) found.push(organisation_id);
	}
	return found;
}
