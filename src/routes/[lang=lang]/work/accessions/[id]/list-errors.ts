import type { Language } from '#house/language/language.ts';
import type { Typed } from '#house/web/parse-form.ts';
import type { MoveRefusal } from '#rooms/protocol/accession-decision.ts';
import type { FieldIssue } from '#rooms/protocol/accession-form.ts';
import { texts } from '#messages';

type Refused =
	Exclude<MoveRefusal, 'unknown'> | 'closed' | 'empty' | 'not_pdf' | 'too_large' | 'encrypted' | 'unreadable';

/** What came of a form that was not done: what was typed, what to put right, why it was refused. */
export interface GivenBack {
	form: 'move' | 'opinion' | 'decision' | 'signature';
	values: Typed;
	issues: FieldIssue[];
	refused: Refused | undefined;
	/** The version of the file as it was read. */
	seen: number | undefined;
}

export type FormError = { field: string; message: string };

/** The field that a refusal is about. */
const fields: Record<string, string> = {
	put_on_agenda: 'meetingOn',
	sign: 'signedOn',
	plan_effect: 'effectiveOn',
};

/** One sentence for everything that has to be put right, with its field. */
export function listErrors({ form, values, issues, refused }: GivenBack, language: Language): FormError[] {
	const t = texts(language).protocol;
	const errors = issues.map(({ field, issue }) => ({ field, message: t[`join_issue_${issue}`] }));
	if (refused === undefined) return errors;
	if (form === 'decision' || form === 'signature') {
		const message = isPdfRefusal(refused) ? t[`join_pdf_${refused}`] : t.accession_refused_moved_on;
		return [...errors, { field: 'document', message }];
	}
	if (isPdfRefusal(refused)) return errors;
	const field =
		refused === 'moved_on' ? 'moved-on' : form === 'opinion' ? 'opinion' : (fields[String(values.move)] ?? 'decidedOn');
	return [...errors, { field, message: t[`accession_refused_${refused}`] }];
}

function isPdfRefusal(refused: Refused): refused is 'empty' | 'not_pdf' | 'too_large' | 'encrypted' | 'unreadable' {
	return ['empty', 'not_pdf', 'too_large', 'encrypted', 'unreadable'].includes(refused);
}
