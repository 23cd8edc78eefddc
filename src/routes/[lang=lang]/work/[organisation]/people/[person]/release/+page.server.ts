import { error, fail, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { ServerOnly } from '#house/web/server-only.ts';
import { findColleagueName } from '#rooms/identity/find-colleague-name.server.ts';
import { releaseColleague } from '#rooms/identity/release-colleague.server.ts';
import { getSignedIn } from '../../../../get-signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

const Place = z.object({ organisation: z.uuid(), person: z.uuid() });

export const load: PageServerLoad = async (event) => {
	const person = await getSignedIn(event);
	const found = await findColleagueName(event.locals.database, person, getPlace(event));
	if ('refused' in found) error(404);
	return { sheet: new ServerOnly({ name: found.name }) };
};

export const actions: Actions = {
	async default(event) {
		const person = await getSignedIn(event);
		const released = await releaseColleague(event.locals.database, person, getPlace(event));
		if ('released' in released) return released;
		return released.refused === 'unknown' ? error(404) : fail(409, { refused: released.refused });
	},
};

function getPlace({ params }: RequestEvent): { organisationId: string; personId: string } {
	const place = Place.safeParse(params);
	if (!place.success) error(404);
	return { organisationId: place.data.organisation, personId: place.data.person };
}
