import { z } from 'zod';
import { readClock } from '#house/language/dates.ts';
import type { Language } from '#house/language/language.ts';
import { findOpening } from '#rooms/directory/opening.ts';
import type { OpeningHours } from '#rooms/directory/service.ts';
import content from '#reference/helplines.json' with { type: 'json' };

const Texts = z.object({ fr: z.string(), nl: z.string(), de: z.string(), en: z.string() });
const Helpline = z.object({
	id: z.string(),
	name: Texts,
	phone: z.string().nullable(),
	display: z.string().optional(),
	hours_text: Texts.optional(),
	hours: z.array(z.object({ days: z.array(z.number()), opens: z.string(), closes: z.string() })).default([]),
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
	openingHours: OpeningHours[];
	email: string | undefined;
	url: string | undefined;
	confirmed: boolean;
};

// Part of the build, not of the database: these numbers are there when nothing else is.
const helplines = z.array(Helpline).parse(content);

const written: Partial<Record<Language, Helpline[]>> = {};

export function listHelplines(language: Language): Helpline[] {
	return (written[language] ??= writeHelplines(language));
}

function writeHelplines(language: Language): Helpline[] {
	return helplines.map((line) => ({
		id: line.id,
		name: line.name[language],
		phone: line.phone?.replaceAll(' ', ''),
		display: line.display?.replaceAll(' ', '\u00a0'),
		hours: line.hours_text?.[language],
		openingHours: line.hours.flatMap(({ days, opens, closes }) => days.map((weekday) => ({ weekday, opens, closes }))),
		email: line.email,
		url: line.url,
		confirmed: line.confirmed,
	}));
}

function getLine(id: string, language: Language): Helpline & { phone: string; display: string } {
	const line = listHelplines(language).find((each) => each.id === id);
	if (line?.phone === undefined || line.display === undefined) {
		throw new Error(`reference/helplines.json names no line "${id}" with a number.`);
	}
	return { ...line, phone: line.phone, display: line.display };
}

/** The one number of the central Réseau. */
export function getCentralLine(language: Language): Helpline & { phone: string; display: string } {
	return getLine('reseau', language);
}

/** By language, the helpline that listens day and night. */
const nightLines: Record<Language, string> = { fr: '107', nl: '106', de: '108', en: '107' };

/** Whom to call when the central line is closed, in the reader's language where there is one. */
export function getNightLine(language: Language): Helpline & { phone: string; display: string } {
	return getLine(nightLines[language], language);
}

/** Whether the central line is closed now by the hours known of it, on the clock of Brussels. */
export function isCentralLineClosed(now: Date): boolean {
	return findOpening(getCentralLine('fr').openingHours, readClock(now)).state === 'closed';
}
