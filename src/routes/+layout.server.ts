import { readClock } from '#house/language/dates.ts';
import { languages, switchLanguage } from '#house/language/language.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, url, route }) => {
	const isWork = route.id?.startsWith('/[lang=lang]/work') ?? false;
	const frame = {
		path: url.pathname,
		today: readClock(new Date()).date,
		// Without answers in its address: the same page for everyone, which search engines may know in every language.
		isPlain: url.search === '' && !isWork,
		keepsNothing: !(route.id?.startsWith('/[lang=lang]/sign-in') ?? false),
		hasDemonstration: locals.hasDemonstration,
		switches: languages.map((language) => ({ language, href: switchLanguage(url, language) })),
		// Public pages look no session up.
		person: isWork ? await locals.findPerson() : undefined,
	};
	return { language: locals.language, frame: new ServerOnly(frame) };
};
