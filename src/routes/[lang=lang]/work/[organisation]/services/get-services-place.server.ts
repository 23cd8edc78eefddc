import { error, type RequestEvent } from '@sveltejs/kit';
import { access } from '#rooms/directory/access.ts';
import { findOwnService, type FoundOwnService } from '#rooms/directory/find-own-service.server.ts';
import { findActor } from '#rooms/identity/signed-in.ts';
import { getPlace, orNoPage, type StaffPlace } from '../get-place.server.ts';

type ServiceEvent = RequestEvent & { params: { organisation: string; id: string } };
type Place = StaffPlace & FoundOwnService & { own: { organisationId: string; serviceId: string } };

/** The service of the address, with who looks at it. One they may not know of is no page. */
export async function getService(event: ServiceEvent): Promise<Place> {
	const place = await getPlace(event);
	const own = { organisationId: place.organisationId, serviceId: event.params.id };
	const found = orNoPage(await findOwnService(event.locals.database, place.person, own));
	return { ...place, ...found, own };
}

/** The same for a page on which it is edited: for whoever may not, it is no page. */
export async function getEditable(event: ServiceEvent): Promise<Place> {
	const place = await getService(event);
	if (findActor(place.person, place.own, access.editService) === undefined) error(404);
	return place;
}
