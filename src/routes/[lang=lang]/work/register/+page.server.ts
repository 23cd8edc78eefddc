import { readClock } from '#house/language/dates.ts';
import { localeOf } from '#house/language/language.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { standingOn } from '#rooms/protocol/party-state.ts';
import { readRegister } from '#rooms/protocol/read-register.server.ts';
import type { PageServerLoad } from './$types';
import { getSecretary } from './get-secretary.server.ts';

export const load: PageServerLoad = async (event) => {
	await getSecretary(event);
	const { lang } = event.params;
	const today = readClock(new Date()).date;
	const { compare } = new Intl.Collator(localeOf(lang));
	const register = await readRegister(event.locals.reader);
	const entries = register
		.map(({ key, names, acts }) => ({ key, name: names[lang], standing: standingOn(acts, today) }))
		.toSorted((one, other) => compare(one.name, other.name));
	return { entries: new ServerOnly(entries) };
};
