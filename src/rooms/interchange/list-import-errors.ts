import type { Language } from '#house/language/language.ts';
import { texts } from '#messages';

const fields = ['source', 'url', 'language'] as const;

/** What has to be put right in the form of an import, each with its field. */
export function listImportErrors(issues: string[], language: Language): { field: string; message: string }[] {
	const t = texts(language).interchange;
	return fields
		.filter((field) => issues.includes(field))
		.map((field) => ({ field, message: t[`import_error_${field}`] }));
}
