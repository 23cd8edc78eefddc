import { json } from '@sveltejs/kit';
import { z } from 'zod';
import { readJson } from '#house/web/read-json.ts';
import { findTeamKey } from '#rooms/keys/find-team-key.server.ts';
import { orNoPage } from '../../../get-place.server.ts';
import { getTeam } from '../get-team.server.ts';
import type { RequestHandler } from './$types';

/** How the team's key stands, for the script of its page. */
export const POST: RequestHandler = async (event) => {
	const { person, scope } = await getTeam(event);
	await readJson(event, z.object({}));
	return json(orNoPage(await findTeamKey(event.locals.database, person, scope)));
};
