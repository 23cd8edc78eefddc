import { error, type RequestEvent } from '@sveltejs/kit';
import { access } from '#rooms/interchange/access.ts';
import { findActor } from '#rooms/identity/signed-in.ts';
import { getPlace, type StaffPlace } from '../get-place.server.ts';

type ImportsEvent = RequestEvent & { params: { organisation: string } };

/** Who may begin an import in the organisation of the address. For anyone else it is no page. */
export async function getImporter(event: ImportsEvent): Promise<StaffPlace> {
	const place = await getPlace(event);
	if (findActor(place.person, place, access.beginImport) === undefined) error(404);
	return place;
}
