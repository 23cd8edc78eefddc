import { readClock } from '#house/language/dates.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { listCentralServices } from '#rooms/directory/list-central-services.server.ts';
import { isCommune } from '#rooms/orientation/find-places.server.ts';
import { listVersions } from '#rooms/protocol/list-versions.server.ts';
import { listOn } from '#rooms/protocol/party-list.ts';
import { isParty } from '#rooms/protocol/party-state.ts';
import { readRegister } from '#rooms/protocol/read-register.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
	const now = readClock(new Date());
	const services = await listCentralServices(locals.reader, params.lang);
	const register = await readRegister(locals.reader);
	const versions = await listVersions(locals.reader);
	const parties = listOn(register, now.date, params.lang)
		.filter(({ standing }) => isParty(standing.state))
		.map(({ party }) => ({
			key: party.key,
			name: party.names[params.lang],
			nis: party.kind === 'municipality' ? party.areaCodes.find(isCommune) : undefined,
		}));
	return { shown: new ServerOnly({ services, parties, signedOn: versions.at(-1)?.adoptedOn, now }) };
};
