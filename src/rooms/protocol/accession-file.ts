import { z } from 'zod';
import { languages, type Language } from '#house/language/language.ts';
import { accessionMoveNames, accessionStates } from './accession.ts';
import { domains } from './domain.ts';
import { partyKinds } from './party.ts';

const Day = z.iso.date().nullable();

export const AccessionFile = z.object({
	id: z.uuid(),
	state: z.enum(accessionStates),
	version: z.int(),
	language: z.enum(languages),
	begunAt: z.date(),
	nameFr: z.string().nullable(),
	nameNl: z.string().nullable(),
	nameDe: z.string().nullable(),
	enterpriseNumber: z.string().nullable(),
	kind: z.enum(partyKinds).nullable(),
	contactFunction: z.string().nullable(),
	contactEmail: z.string().nullable(),
	contactPhone: z.string().nullable(),
	areaCodes: z.array(z.string()),
	competences: z.string().nullable(),
	domains: z.array(z.enum(domains)),
	approvedBy: z.string().nullable(),
	approvedOn: Day,
	approvalDocumentId: z.uuid().nullable(),
	emailConfirmedAt: z.date().nullable(),
	sentAt: z.date().nullable(),
	submittedAt: z.date().nullable(),
	candidateOrganisationId: z.uuid().nullable(),
	question: z.string().nullable(),
	reviewBeganOn: Day,
	opinionsDueOn: Day,
	meetingOn: Day,
	decidedOn: Day,
	decisionReason: z.string().nullable(),
	minutesReference: z.string().nullable(),
	decisionDocumentId: z.uuid().nullable(),
	signedOn: Day,
	signatureDocumentId: z.uuid().nullable(),
	effectiveOn: Day,
});
/** A file as it stands: what whoever applies wrote, and what became of it. Days are YYYY-MM-DD. */
export type AccessionFile = z.infer<typeof AccessionFile>;

export const MadeMove = z.object({
	number: z.int(),
	move: z.enum(accessionMoveNames),
	toState: z.enum(accessionStates),
	madeAt: z.date(),
	madeBy: z.enum(['applicant', 'secretariat', 'system']),
});
export type MadeMove = z.infer<typeof MadeMove>;

/** The steps of the form, in their order. */
export const accessionSteps = ['about', 'territory', 'competences', 'approval', 'document'] as const;
export type AccessionStep = (typeof accessionSteps)[number];

/** The steps that are not complete yet. */
export function listMissing(file: AccessionFile): AccessionStep[] {
	return accessionSteps.filter((step) => !isComplete(file, step));
}

function isComplete(file: AccessionFile, step: AccessionStep): boolean {
	switch (step) {
		case 'about':
			return nameApplicant(file, 'fr') !== '' && file.enterpriseNumber !== null && file.contactEmail !== null;
		case 'territory':
			return file.areaCodes.length > 0;
		case 'competences':
			return file.competences !== null && file.domains.length > 0;
		case 'approval':
			return file.approvedOn !== null;
		case 'document':
			return file.approvalDocumentId !== null;
	}
}

/** The name of the entity in this language, or in one of its own. Empty in a draft without a name. */
export function nameApplicant(
	{ nameFr, nameNl, nameDe }: Pick<AccessionFile, 'nameFr' | 'nameNl' | 'nameDe'>,
	language: Language,
): string {
	const own = { fr: nameFr, nl: nameNl, de: nameDe, en: null };
	return own[language] ?? nameFr ?? nameNl ?? nameDe ?? '';
}
