import { z } from 'zod';
import type { AccessionFile } from './accession-file.ts';
import { Day, issue, LongText } from './accession-form.ts';
import { mayMove, type AccessionMove } from './accession.ts';

/** How long the parties have for their opinion, in working days. */
export const opinionDays = { least: 5, usual: 20, most: 60 } as const;

const Reference = z.string().trim().min(1, issue('minutes_empty')).max(160, issue('too_long'));
const Reason = LongText.pipe(z.string().min(1, issue('reason_empty')));

/** What the secretariat does with a file, one form each. */
export const SecretariatMove = z.discriminatedUnion(
	'move',
	[
		z.object({ move: z.literal('ask_back'), question: LongText.pipe(z.string().min(1, issue('question_empty'))) }),
		z.object({
			move: z.literal('start_review'),
			workingDays: z.coerce
				.number(issue('days_range'))
				.int(issue('days_range'))
				.min(opinionDays.least, issue('days_range'))
				.max(opinionDays.most, issue('days_range')),
		}),
		z.object({ move: z.literal('put_on_agenda'), meetingOn: Day }),
		z.object({ move: z.literal('admit'), decidedOn: Day, minutesReference: Reference, reason: LongText.default('') }),
		z.object({ move: z.literal('decline'), decidedOn: Day, minutesReference: Reference, reason: Reason }),
		z.object({ move: z.literal('defer'), decidedOn: Day, minutesReference: Reference, reason: LongText.default('') }),
		z.object({ move: z.literal('sign'), signedOn: Day }),
		z.object({ move: z.literal('plan_effect'), effectiveOn: Day }),
	],
	issue('choice_empty'),
);
export type SecretariatMove = z.infer<typeof SecretariatMove>;

/** Which file, and as it was read. */
export const ReadVersion = z.object({ accessionId: z.uuid(), version: z.coerce.number().int().min(0) });
export type ReadVersion = z.infer<typeof ReadVersion>;

/** Why a form cannot be done; each has its text, beside the field it is about. `moved_on`: someone else was there before. */
export type MoveRefusal = DayRefusal | 'unknown' | 'own_case' | 'moved_on';
type DayRefusal =
	'in_future' | 'before_opinions_end' | 'before_today' | 'before_decision' | 'before_signature' | 'no_document';

/** A PDF that belongs to a decision of the committee, or to the signature. */
export interface AttachedDocument {
	accessionId: string;
	which: 'decision' | 'signature';
	name: string;
	bytes: Uint8Array;
}
export type AttachRefusal = 'unknown' | 'own_case' | 'moved_on';

/** Whether this can be done with the file as it stands today. */
export function refuseMove(file: AccessionFile, form: SecretariatMove, today: string): MoveRefusal | undefined {
	if (!mayMove(file.state, form.move, 'secretariat')) return 'moved_on';
	switch (form.move) {
		case 'ask_back':
		case 'start_review':
			return undefined;
		case 'put_on_agenda':
			if (isNotAfter(form.meetingOn, file.opinionsDueOn)) return 'before_opinions_end';
			return form.meetingOn < today ? 'before_today' : undefined;
		case 'admit':
		case 'decline':
		case 'defer':
			if (form.decidedOn > today) return 'in_future';
			return isNotAfter(form.decidedOn, file.opinionsDueOn) ? 'before_opinions_end' : undefined;
		case 'sign':
			if (form.signedOn > today) return 'in_future';
			if (isBefore(form.signedOn, file.decidedOn)) return 'before_decision';
			return file.signatureDocumentId === null ? 'no_document' : undefined;
		case 'plan_effect':
			return isBefore(form.effectiveOn, file.signedOn) ? 'before_signature' : undefined;
	}
}

/** The moves for which the secretariat is offered a form in this state. */
export function listSecretariatMoves(state: AccessionFile['state']): SecretariatMove['move'][] {
	return secretariatMoves.filter((move) => mayMove(state, move, 'secretariat'));
}

const secretariatMoves = SecretariatMove.options.map(({ shape }) => shape.move.value) satisfies AccessionMove[];

function isNotAfter(day: string, limit: string | null): boolean {
	return limit !== null && day <= limit;
}

function isBefore(day: string, limit: string | null): boolean {
	return limit !== null && day < limit;
}
