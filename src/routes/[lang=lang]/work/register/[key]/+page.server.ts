import { readClock } from '#house/language/dates.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { listStanding } from '#rooms/protocol/party-act.ts';
import { standingOn } from '#rooms/protocol/party-state.ts';
import { getSecretary } from '../get-secretary.server.ts';
import type { PageServerLoad } from './$types';
import { getParty } from './get-party.server.ts';

export const load: PageServerLoad = async (event) => {
	await getSecretary(event);
	const party = await getParty(event, event.params.key);
	const today = readClock(new Date()).date;
	const standing = new Set(listStanding(party.acts));
	return {
		shown: new ServerOnly({
			party,
			today,
			done: event.url.searchParams.get('done') === 'recorded',
			standing: standingOn(party.acts, today),
			acts: party.acts.filter((act) => standing.has(act)).toSorted((one, other) => (one.on < other.on ? -1 : 1)),
			corrected: party.acts.filter((act) => !standing.has(act)),
		}),
	};
};
