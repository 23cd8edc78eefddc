import { nameLanguage, type Language } from '#house/language/language.ts';
import type { Json } from '#house/crypto/canonical.ts';
import { texts } from '#messages';
import { describeValue, labelField } from './label-field.ts';
import type { SettleRefusal } from './merge-proposal.ts';
import type { Difference } from './merging.ts';

/** Why nothing was merged, proposed or answered, as the page says it. */
export type MergeProblem =
	| 'archived'
	| 'surviving_hidden'
	| 'incomplete'
	| 'stale'
	| 'real_service'
	| 'not_public'
	| 'proposed_already'
	| SettleRefusal;

export function describeMergeProblem(problem: MergeProblem, language: Language): string {
	return texts(language).directory[`merge_refused_${problem}`];
}

/** What a difference is about: "Nom, en Nederlands", "Adresse". */
export function nameDifference({ key, language: of, fields }: Difference, language: Language): string {
	const t = texts(language).directory;
	if (key === 'address') return t.merge_group_address;
	if (key === 'capacity') return t.merge_group_capacity;
	const field = labelField(fields[0] ?? key, language);
	return of === null ? field : t.merge_field_in({ field, language: nameLanguage(of, language) });
}

/** Its values of one side in words, one line each. */
export function describeSide(
	{ fields }: Difference,
	values: Json[],
	reader: { language: Language; nameArea: (code: string) => string },
): string {
	const lines = fields.flatMap((field, index) => {
		const value = values[index] ?? null;
		// That an address is not confidential goes without saying; that it is stands before it.
		if (field === 'confidentialAddress') return value === true ? [labelField(field, reader.language)] : [];
		const words = describeValue(field, value, reader);
		return words === '' ? [] : [words];
	});
	return lines.join('\n') || texts(reader.language).directory.merge_nothing;
}
