import type { Language } from '#house/language/language.ts';
import type { Typed } from '#house/web/parse-form.ts';
import type { MoveRefusal } from '#rooms/protocol/accession-decision.ts';
import type { FieldIssue } from '#rooms/protocol/accession-form.ts';
import { texts } from '#messages';

/** What came of a form that was not done: what was typed, what to put right, why it was refused. */
export interface GivenBack {
	form: 'move' | 'opinion';
	values: Typed;
	issues: FieldIssue[];
	refused: Exclude<MoveRefusal, 'unknown'> | 'closed' | undefined;
	/** The version of the file as it was read. */
	seen: number | undefined;
}

export type FormError = { field: string; message: string };

/** The field that a refusal of a move is about. */
const fields: Record<string, string> = { put_on_agenda: 'meetingOn', sign: 'signedOn', plan_effect: 'effectiveOn' };

/** One sentence for everything that has to be put right, with its field. */
export function listErrors(given: GivenBack, language: Language): FormError[] {
	const t = texts(language).protocol;
	const errors = given.issues.map(({ field, issue }) => ({ field, message: t[`join_issue_${issue}`] }));
	if (given.refused === undefined) return errors;
	return [...errors, { field: findField(given), message: t[`accession_refused_${given.refused}`] }];
}

function findField({ form, values, refused }: GivenBack): string {
	if (refused === 'moved_on') return 'moved-on';
	if (refused === 'no_document') return 'document';
	if (form === 'opinion') return 'opinion';
	return fields[String(values.move)] ?? 'decidedOn';
}
