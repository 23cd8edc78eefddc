import { ORIGIN } from '$app/env/private';
import { readClock } from '#house/language/dates.ts';
import { languages, switchLanguage, type Language } from '#house/language/language.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { countSuggestions } from '#rooms/directory/count-suggestions.server.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import type { LayoutServerLoad } from './$types';
import { chooseOrganisation, listRail } from './[lang=lang]/work/list-rail.ts';

export const load: LayoutServerLoad = async ({ locals, url, route, params }) => {
	const isWork = route.id?.startsWith('/[lang=lang]/work') ?? false;
	const switches = languages.map((language) => ({ language, href: switchLanguage(url, language) }));
	// Public pages look no session up.
	const person = isWork ? await locals.findPerson() : undefined;
	const frame = {
		path: url.pathname,
		today: readClock(new Date()).date,
		keepsNothing: !(route.id?.startsWith('/[lang=lang]/sign-in') ?? false),
		hasDemonstration: locals.hasDemonstration,
		switches,
		// Without answers in its address: the same page for everyone, which search engines may know in every language.
		alternates: url.search === '' && !isWork ? listAlternates(switches, ORIGIN ?? url.origin) : [],
		staff: person && (await showStaff(person, params.organisation ?? url.searchParams.get('organisation'), locals)),
	};
	return { language: locals.language, frame: new ServerOnly(frame) };
};

/** The addresses of a page for search engines; whoever reads none of our languages is best served in the first one. */
function listAlternates(switches: { language: Language; href: string }[], origin: string) {
	const [first] = switches;
	const named = switches.map(({ language, href }) => ({ hreflang: language, href: origin + href }));
	return first === undefined ? named : [...named, { hreflang: 'x-default', href: origin + first.href }];
}

async function showStaff(person: SignedIn, wanted: string | null, { database, language }: App.Locals) {
	const { name, imaginary } = person;
	const organisationId = chooseOrganisation(person, wanted);
	const waiting = organisationId === undefined ? 0 : await countSuggestions(database, person, { organisationId });
	const counts = { '/[organisation]/suggestions': waiting };
	return { name, imaginary, rail: listRail(person, { organisationId, counts }, language) };
}
