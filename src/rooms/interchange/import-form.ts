import { z } from 'zod';
import { languages } from '#house/language/language.ts';
import { SourceName } from './import-run.ts';

/** Where an import comes from and how it is read, as it is typed. */
export const ImportForm = z.object({
	source: z.string().transform(nameSource).pipe(SourceName),
	language: z.enum(languages),
	postal: z
		.union([z.string(), z.array(z.string())])
		.optional()
		.transform((ticked) => ticked !== undefined && ticked.length > 0),
});

export const FeedForm = ImportForm.extend({
	url: z
		.string()
		.trim()
		.pipe(z.url({ protocol: /^https?$/ })),
});

/** "Liste CPAS 2026" is kept as `liste-cpas-2026`. */
function nameSource(typed: string): string {
	return typed
		.toLowerCase()
		.normalize('NFD')
		.replaceAll(/\p{M}/gu, '')
		.replaceAll(/[^a-z0-9]+/g, '-')
		.replaceAll(/^-+|-+$/g, '')
		.slice(0, 60);
}

/** What has to be told column by column before it can be read. */
export function isSpreadsheet(name: string): boolean {
	return /\.(csv|tsv|txt|xlsx|ods)$/i.test(name);
}
