import { readClock } from '#house/language/dates.ts';
import { languages, switchLanguage, type Language } from '#house/language/language.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import type { LayoutServerLoad } from './$types';
import { chooseOrganisation, listRail } from './[lang=lang]/work/list-rail.ts';

export const load: LayoutServerLoad = async ({ locals, url, route, params }) => {
	const isWork = route.id?.startsWith('/[lang=lang]/work') ?? false;
	// Public pages look no session up.
	const person = isWork ? await locals.findPerson() : undefined;
	const frame = {
		path: url.pathname,
		today: readClock(new Date()).date,
		// Without answers in its address: the same page for everyone, which search engines may know in every language.
		isPlain: url.search === '' && !isWork,
		hasDemonstration: locals.hasDemonstration,
		switches: languages.map((language) => ({ language, href: switchLanguage(url, language) })),
		staff: person && showStaff(person, params.organisation ?? url.searchParams.get('organisation'), locals.language),
	};
	return { language: locals.language, frame: new ServerOnly(frame) };
};

function showStaff(person: SignedIn, organisation: string | null, language: Language) {
	const { name, imaginary } = person;
	return { name, imaginary, rail: listRail(person, chooseOrganisation(person, organisation), language) };
}
