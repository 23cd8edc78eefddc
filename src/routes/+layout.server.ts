import { languages, switchLanguage } from '#house/language/language.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url }) => {
	return {
		language: locals.language,
		path: url.pathname,
		// Without answers in its address: the same page for everyone, which search engines may know in every language.
		isPlain: url.search === '',
		hasDemonstration: locals.hasDemonstration,
		switches: languages.map((language) => ({ language, href: switchLanguage(url, language) })),
	};
};
