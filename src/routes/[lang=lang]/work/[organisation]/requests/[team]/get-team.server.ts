import { error, json, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import type { Database } from '#house/database/kysely.ts';
import { readJson } from '#house/web/read-json.ts';
import type { Role } from '#rooms/identity/roles.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { getPlace, type StaffPlace } from '../../get-place.server.ts';

type TeamEvent = RequestEvent & { params: { organisation: string; team: string } };

export interface TeamOfPlace extends StaffPlace {
	teamId: string;
	teamName: string;
}

/** The team of the address, for whoever may do this in it; for anyone else it is no page. */
export async function getTeam(event: TeamEvent, allowed: readonly Role[]): Promise<TeamOfPlace> {
	const place = await getPlace(event);
	const { organisationId, person } = place;
	const teamId = z.uuid().safeParse(event.params.team);
	if (!teamId.success) error(404);
	const actor = findActor(person, { organisationId, teamId: teamId.data }, allowed);
	if (actor?.teamId !== teamId.data) error(404);
	const grant = person.grants.find((each) => each.teamId === teamId.data);
	return { ...place, teamId: teamId.data, teamName: grant?.teamName ?? '' };
}

interface Asked<Wish, Answer> {
	allowed: readonly Role[];
	shape: z.ZodType<Wish>;
	verb: (
		database: Database,
		person: SignedIn,
		wish: Wish & { organisationId: string; teamId: string },
	) => Promise<Answer>;
}

/** What the inbox asks in the browser: the right first, then the wish; a refusal is answered 409, what one may not know 404. */
export async function answerTeam<Wish extends object, Answer extends object>(
	event: TeamEvent,
	{ allowed, shape, verb }: Asked<Wish, Answer>,
): Promise<Response> {
	const { person, organisationId, teamId } = await getTeam(event, allowed);
	const wish = await readJson(event, shape);
	return sayAnswer(await verb(event.locals.database, person, { ...wish, organisationId, teamId }));
}

export function sayAnswer(answer: object): Response {
	if (!('refused' in answer)) return json(answer);
	if (answer.refused === 'unknown') error(404);
	return json(answer, { status: 409 });
}
