import { z } from 'zod';
import { languages, type Language } from '#house/language/language.ts';

export const TemplateForm = z.object({
	/** Empty for a new one. */
	id: z.union([z.uuid(), z.literal('')]),
	version: z.coerce.number().int().min(0),
	language: z.enum(languages),
	title: z.string().trim().min(1).max(120),
	words: z.string().trim().min(1).max(5000),
});
export type TemplateForm = z.infer<typeof TemplateForm>;

/** Words that a team often uses. Of no person: they are not sealed. */
export interface Template {
	id: string;
	language: Language;
	title: string;
	words: string;
	version: number;
}

export type TemplateRefusal = 'unknown' | 'stale';
