import { remember } from './remember.ts';

/** The languages of every page, French first: it is the language a text is written in first. */
export const languages = ['fr', 'nl', 'de', 'en'] as const;
export type Language = (typeof languages)[number];

/** The languages by their own name, for the language switch. */
export const languageNames: Record<Language, string> = {
	fr: 'Français',
	nl: 'Nederlands',
	de: 'Deutsch',
	en: 'English',
};

const locales: Record<Language, string> = { fr: 'fr-BE', nl: 'nl-BE', de: 'de-BE', en: 'en-GB' };

function findLanguage(code: string | undefined): Language | undefined {
	return languages.find((language) => language === code);
}

/** The language of a path such as `/nl/communes`. */
export function findPathLanguage(path: string): Language | undefined {
	return findLanguage(path.split('/', 2)[1]);
}

/** The language a browser prefers by its Accept-Language header (RFC 9110, 12.5.4); French when it names none of ours. */
export function preferLanguage(acceptLanguage: string | null): Language {
	const wishes = (acceptLanguage ?? '')
		.slice(0, 200)
		.split(',')
		.map((wish) => {
			const [tag = '', quality] = wish.trim().split(';q=');
			return {
				language: findLanguage(tag.slice(0, 2).toLowerCase()),
				quality: quality === undefined ? 1 : Number(quality),
			};
		})
		.filter((wish) => wish.quality > 0)
		.sort((a, b) => b.quality - a.quality);
	return wishes.find((wish) => wish.language !== undefined)?.language ?? 'fr';
}

/** The same page in another language; a path without a language leads to that language's home page. */
export function switchLanguage(url: URL, language: Language): string {
	const path = findPathLanguage(url.pathname) === undefined ? '' : url.pathname.slice(3);
	return `/${language}${path}${url.search}`;
}

export function localeOf(language: Language): string {
	return locales[language];
}

/** A language's name in another one, by its BCP 47 code: `nameLanguage('ar', 'fr')` is "arabe". */
export const nameLanguage = remember((code: string, language: Language): string => {
	const names = (displayNames[language] ??= new Intl.DisplayNames(locales[language], {
		type: 'language',
		fallback: 'code',
	}));
	try {
		return names.of(code) ?? code;
	} catch {
		// Not a well-formed tag: shown as it is.
		return code;
	}
});

const displayNames: Partial<Record<Language, Intl.DisplayNames>> = {};

/** The languages spoken somewhere as one text: "arabe, français et turc", in the order given. */
export function joinLanguages(codes: string[], language: Language): string {
	return joinCodes(codes, language);
}

const joinCodes = remember(
	(codes: string[], language: Language): string =>
		joinList(
			codes.map((code) => nameLanguage(code, language)),
			language,
		),
	(codes) => codes.join(' '),
);

/** "arabe, français et turc", in the order given. */
export function joinList(parts: string[], language: Language): string {
	const list = (listFormats[language] ??= new Intl.ListFormat(locales[language], { type: 'conjunction' }));
	return list.format(parts);
}

const listFormats: Partial<Record<Language, Intl.ListFormat>> = {};
