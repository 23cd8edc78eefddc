import { json } from '@sveltejs/kit';
import { z } from 'zod';
import { readJson } from '#house/web/read-json.ts';
import { getOwnKeys } from '#rooms/keys/get-own-keys.server.ts';
import { getPlace } from '../../get-place.server.ts';
import type { RequestHandler } from './$types';

/** With what someone opens their own identity, and what of the keys of their teams in this organisation is sealed for them. */
export const POST: RequestHandler = async (event) => {
	const { person, organisationId } = await getPlace(event);
	await readJson(event, z.object({}));
	return json(await getOwnKeys(event.locals.database, person, { organisationId }));
};
