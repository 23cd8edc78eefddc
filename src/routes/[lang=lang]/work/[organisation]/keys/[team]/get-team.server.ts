import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { access } from '#rooms/keys/access.ts';
import { findActor } from '#rooms/identity/signed-in.ts';
import { getPlace } from '../../get-place.server.ts';

type TeamEvent = Parameters<typeof getPlace>[0] & { params: { team: string } };

/** Who works in the team of the address: for anyone else it is no page. */
export async function getTeam(event: TeamEvent) {
	const place = await getPlace(event);
	const teamId = z.uuid().safeParse(event.params.team);
	if (!teamId.success) error(404);
	const scope = { organisationId: place.organisationId, teamId: teamId.data };
	if (findActor(place.person, scope, access.findTeamKey) === undefined) error(404);
	return { ...place, scope };
}
