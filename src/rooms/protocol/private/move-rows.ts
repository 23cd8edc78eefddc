import type { Updateable } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { addWorkingDays } from '#house/language/working-days.ts';
import type { SecretariatMove } from '../accession-decision.ts';

/** What a move of the secretariat writes into the file. */
export function toMoveRow(form: SecretariatMove, today: string): Updateable<DB['accession']> {
	switch (form.move) {
		case 'ask_back':
			return { question: form.question };
		case 'start_review':
			return { review_began_on: today, opinions_due_on: addWorkingDays(today, form.workingDays) };
		case 'put_on_agenda':
			// What an earlier session said stays in its minutes; this one has its own.
			return { meeting_on: form.meetingOn, decision_document_id: null };
		case 'admit':
		case 'decline':
		case 'defer':
			return {
				decided_on: form.decidedOn,
				minutes_reference: form.minutesReference,
				decision_reason: form.reason || null,
			};
		case 'sign':
			return { signed_on: form.signedOn };
		case 'plan_effect':
			return { effective_on: form.effectiveOn };
	}
}
