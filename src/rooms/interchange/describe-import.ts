import type { Language } from '#house/language/language.ts';
import { texts } from '#messages';
import type { Run } from './import-run.ts';
import type { ReportedProblem } from './private/read-report.ts';

export type ToldRefusal = 'under_way' | 'other_state' | 'own_import' | 'no_name' | 'none' | 'too_large';

export function describeRefusal(refusal: ToldRefusal, language: Language): string {
	return texts(language).interchange[`import_refused_${refusal}`];
}

/** What was wrong, in words; a code without words says itself. */
export function describeProblem(
	{ code, values }: Pick<ReportedProblem, 'code' | 'values'>,
	language: Language,
): string {
	// The texts are functions where they have values, as the codes of the reader say.
	const t: Record<string, string | ((values: Record<string, string | number>) => string) | undefined> = texts(language)
		.interchange as never;
	const text = t[`import_problem_${code}`] ?? t[`problem_${code}`];
	return typeof text === 'function' ? text(values) : (text ?? code);
}

/** "services.csv, line 12, column phone". */
export function describePlace({ file, line, place }: ReportedProblem, language: Language): string {
	const t = texts(language).interchange;
	const parts = [
		file,
		line === null ? '' : t.import_line({ line }),
		place === null ? '' : t.import_column({ column: place }),
	];
	return parts.filter((part) => part !== '').join(', ');
}

/** How far it has come, in percent; undefined while nobody knows. */
export function measureProgress({ state, done, total }: Run): number | undefined {
	if (state !== 'reading' && state !== 'taking') return undefined;
	return total === null || total <= 0 ? undefined : Math.min(99, Math.floor((done / total) * 100));
}

/** Where it stands, in a few words. */
export function nameStanding({ state, publishedAt }: Run, language: Language): string {
	const t = texts(language).interchange;
	return state === 'taken' && publishedAt !== null ? t.import_state_published : t[`import_state_${state}`];
}
