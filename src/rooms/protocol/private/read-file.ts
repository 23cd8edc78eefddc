import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { AccessionFile, MadeMove } from '../accession-file.ts';

const columns = [
	'id',
	'state',
	'version',
	'language',
	'begun_at as begunAt',
	'name_fr as nameFr',
	'name_nl as nameNl',
	'name_de as nameDe',
	'enterprise_number as enterpriseNumber',
	'kind',
	'contact_function as contactFunction',
	'contact_email as contactEmail',
	'contact_phone as contactPhone',
	'area_codes as areaCodes',
	'competences',
	'domains',
	'approved_by as approvedBy',
	'approved_on as approvedOn',
	'approval_document_id as approvalDocumentId',
	'email_confirmed_at as emailConfirmedAt',
	'sent_at as sentAt',
	'submitted_at as submittedAt',
	'candidate_organisation_id as candidateOrganisationId',
	'question',
	'review_began_on as reviewBeganOn',
	'opinions_due_on as opinionsDueOn',
	'meeting_on as meetingOn',
	'decided_on as decidedOn',
	'decision_reason as decisionReason',
	'minutes_reference as minutesReference',
	'decision_document_id as decisionDocumentId',
	'signed_on as signedOn',
	'signature_document_id as signatureDocumentId',
	'effective_on as effectiveOn',
] as const;

/** The file, if whoever the transaction acts for may see it. */
export async function readFile(tx: Transaction<DB>, id: string): Promise<AccessionFile | undefined> {
	const row = await tx.selectFrom('accession').select(columns).where('id', '=', id).executeTakeFirst();
	return row === undefined ? undefined : AccessionFile.parse(row);
}

/** Its moves, the first one first. */
export async function readMoves(tx: Transaction<DB>, id: string): Promise<MadeMove[]> {
	const rows = await tx
		.selectFrom('accession_move')
		.select(['number', 'move', 'to_state as toState', 'made_at as madeAt', 'made_by as madeBy'])
		.where('accession_id', '=', id)
		.orderBy('number')
		.execute();
	return rows.map((row) => MadeMove.parse(row));
}
