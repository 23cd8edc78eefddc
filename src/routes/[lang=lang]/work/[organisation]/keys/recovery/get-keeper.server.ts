import { error } from '@sveltejs/kit';
import { access } from '#rooms/keys/access.ts';
import { findActor } from '#rooms/identity/signed-in.ts';
import { getPlace } from '../../get-place.server.ts';

/** Who keeps the organisation's paper: for anyone else it is no page. */
export async function getKeeper(event: Parameters<typeof getPlace>[0]) {
	const place = await getPlace(event);
	if (findActor(place.person, place, access.findRecovery) === undefined) error(404);
	return place;
}
