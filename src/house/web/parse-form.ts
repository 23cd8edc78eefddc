import type { z } from 'zod';

/** What was typed, field by field, to be given back after an error. */
export type Typed = Record<string, string | string[]>;

/** @param many the fields that may come more than once, as check boxes do */
export function readTyped(data: FormData, many: readonly string[] = []): Typed {
	const typed: Typed = {};
	for (const name of new Set([...data.keys(), ...many])) {
		const values = data.getAll(name).map((value) => (typeof value === 'string' ? value : ''));
		typed[name] = many.includes(name) ? values : (values[0] ?? '');
	}
	return typed;
}

/** The form as its schema reads it, or the names of the fields that have to be put right, each once. */
export function parseForm<Form>(schema: z.ZodType<Form>, typed: Typed): { form: Form } | { issues: string[] } {
	const parsed = schema.safeParse(typed);
	if (parsed.success) return { form: parsed.data };
	return { issues: [...new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? '')))] };
}
