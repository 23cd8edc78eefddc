import { z } from 'zod';
import type { Language } from '#house/language/language.ts';
import content from '#reference/helplines.json' with { type: 'json' };

const Texts = z.object({ fr: z.string(), nl: z.string(), de: z.string(), en: z.string() });
const Helpline = z.object({
	id: z.string(),
	name: Texts,
	phone: z.string().nullable(),
	display: z.string().optional(),
	hours_text: Texts.optional(),
	email: z.email().optional(),
	url: z.url().optional(),
	confirmed: z.boolean(),
});

/** A Belgian helpline in the reader's language. `phone` is ready for a `tel:` link, `display` for the eye. */
export type Helpline = {
	id: string;
	name: string;
	phone: string | undefined;
	display: string | undefined;
	hours: string | undefined;
	email: string | undefined;
	url: string | undefined;
	confirmed: boolean;
};

// Part of the build, not of the database: these numbers are there when nothing else is.
const helplines = z.array(Helpline).parse(content);

export function listHelplines(language: Language): Helpline[] {
	return helplines.map((line) => ({
		id: line.id,
		name: line.name[language],
		phone: line.phone?.replaceAll(' ', ''),
		display: line.display?.replaceAll(' ', '\u00a0'),
		hours: line.hours_text?.[language],
		email: line.email,
		url: line.url,
		confirmed: line.confirmed,
	}));
}

/** The one number of the central Réseau. */
export function getCentralLine(language: Language): Helpline & { phone: string; display: string } {
	const line = listHelplines(language).find((each) => each.id === 'reseau');
	if (line?.phone === undefined || line.display === undefined) {
		throw new Error('reference/helplines.json names no central line with the id "reseau".');
	}
	return { ...line, phone: line.phone, display: line.display };
}
