import { error } from '@sveltejs/kit';
import { readClock } from '#house/language/dates.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { isArea, isCommune, nameArea } from '#rooms/orientation/find-places.server.ts';
import { listStanding } from '#rooms/protocol/party-act.ts';
import { standingOn } from '#rooms/protocol/party-state.ts';
import { readRegister } from '#rooms/protocol/read-register.server.ts';
import { readRegisterDay } from '#rooms/protocol/register-day.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, params, locals }) => {
	const [party] = await readRegister(locals.reader, params.key);
	if (party === undefined) error(404, 'unknown_party');
	const asked = readRegisterDay(url, readClock(new Date()).date);
	const standing = new Set(listStanding(party.acts));
	return {
		shown: new ServerOnly({
			party,
			asked,
			standing: standingOn(party.acts, asked.day),
			acts: party.acts.filter((act) => standing.has(act)).toSorted((one, other) => (one.on < other.on ? -1 : 1)),
			corrected: party.acts.filter((act) => !standing.has(act)),
			areas: party.areaCodes
				.filter(isArea)
				.map((code) => ({ code, name: nameArea(code, params.lang), isCommune: isCommune(code) })),
		}),
	};
};
