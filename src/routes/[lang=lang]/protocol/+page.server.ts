import { readClock } from '#house/language/dates.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { isArea, nameArea } from '#rooms/orientation/find-places.server.ts';
import { drawTerritory } from '#rooms/protocol/draw-territory.server.ts';
import { listVersions } from '#rooms/protocol/list-versions.server.ts';
import { listOn } from '#rooms/protocol/party-list.ts';
import { isParty } from '#rooms/protocol/party-state.ts';
import { readRegister } from '#rooms/protocol/read-register.server.ts';
import { readRegisterDay } from '#rooms/protocol/register-day.ts';
import { coverageOf } from '#rooms/protocol/territory-map.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, params, locals }) => {
	const asked = readRegisterDay(url, readClock(new Date()).date);
	// One after the other: a second connection takes longer than the second answer.
	const register = await readRegister(locals.reader);
	const versions = await listVersions(locals.reader);
	const listed = listOn(register, asked.day, params.lang);
	const parties = listed.filter(({ standing }) => isParty(standing.state));
	const codes = new Set(parties.flatMap(({ party }) => party.areaCodes).filter(isArea));
	return {
		shown: new ServerOnly({
			asked,
			versions,
			parties,
			others: listed.filter((each) => !parties.includes(each)),
			map: drawTerritory(coverageOf(listed)),
			areaNames: Object.fromEntries([...codes].map((code) => [code, nameArea(code, params.lang)])),
		}),
	};
};
