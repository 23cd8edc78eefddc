import { createHash, randomUUID } from 'node:crypto';
import type { Insertable } from 'kysely';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { addDays, readClock } from '#house/language/dates.ts';
import { hashToken } from '#rooms/identity/find-session.server.ts';
import type { AccessionLink } from './accession-link.ts';
import { accessionStates, type AccessionState } from './accession.ts';

const today = readClock(new Date()).date;
const documentId = async (owner: Database) => {
	const content = Buffer.from(`%PDF-1.7 ${randomUUID()}`);
	const sha256 = createHash('sha256').update(content).digest();
	const row = { sha256, name: 'décision.pdf', size: content.length, content };
	return (await owner.insertInto('protocol_document').values(row).returning('id').executeTakeFirstOrThrow()).id;
};

/** Ten digits with right check digits, other ones each time. */
export function anEnterpriseNumber(): string {
	const eight = `0${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`;
	return eight + String(97 - (Number(eight) % 97)).padStart(2, '0');
}

/** A file in this state, with a link to it, for tests. Opinions were due yesterday where they are over. */
export async function anAccession(
	owner: Database,
	state: AccessionState,
	wishes: Partial<Insertable<DB['accession']>> = {},
): Promise<AccessionLink & { email: string; number: string }> {
	const email = `${randomUUID()}@essai.example`;
	const number = anEnterpriseNumber();
	const document = await documentId(owner);
	const { id } = await owner
		.insertInto('accession')
		.values({
			...wholeFile,
			contact_email: email,
			enterprise_number: number,
			approval_document_id: document,
			...outcome(state, document),
			state,
			version: accessionStates.indexOf(state),
			...wishes,
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const secret = randomUUID().replaceAll('-', '').padEnd(43, 'x');
	await owner
		.insertInto('accession_link')
		.values({ secret_hash: hashToken(secret), accession_id: id })
		.execute();
	return { id, secret, email, number };
}

/** A file on which this organisation is asked for its opinion, with its document. */
export async function anAskedAccession(
	owner: Database,
	organisationId: string,
): Promise<{ id: string; document: string }> {
	const { id } = await anAccession(owner, 'under_review');
	await owner
		.insertInto('accession_opinion')
		.values({ accession_id: id, organisation_id: organisationId, due_on: addDays(today, 10) })
		.execute();
	const { document } = await owner
		.selectFrom('accession')
		.select('approval_document_id as document')
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	return { id, document: document ?? '' };
}

const wholeFile = {
	language: 'fr',
	name_fr: 'Commune de Sansnom',
	kind: 'other',
	contact_function: 'Direction générale',
	area_codes: ['63020'],
	competences: 'Prévention et cohésion sociale sur le territoire communal.',
	domains: ['communication', 'expertise'],
	approved_by: 'Conseil communal',
	approved_on: addDays(today, -40),
};

function outcome(state: AccessionState, document: string): Partial<Insertable<DB['accession']>> {
	if (state === 'draft') return {};
	const sent = new Date(Date.now() - 30 * 86_400_000).toISOString();
	const submitted = { submitted_at: sent, email_confirmed_at: sent };
	if (state === 'submitted' || state === 'withdrawn') return submitted;
	const began = { ...submitted, review_began_on: addDays(today, -10) };
	if (state === 'under_review') return { ...began, opinions_due_on: addDays(today, 10) };
	const reviewed = { ...began, opinions_due_on: addDays(today, -2) };
	if (state === 'on_agenda') return { ...reviewed, meeting_on: today };
	const decided = { ...reviewed, decided_on: addDays(today, -1), minutes_reference: 'CS 2026/02, point 4' };
	if (state === 'admitted' || state === 'deferred') return decided;
	if (state === 'declined') return { ...decided, decision_reason: 'Hors des compétences.' };
	return { ...decided, signed_on: addDays(today, -1), signature_document_id: document };
}
