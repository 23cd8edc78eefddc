import { json } from '@sveltejs/kit';
import { z } from 'zod';
import { readJson } from '#house/web/read-json.ts';
import { getOwnKeys } from '#rooms/keys/get-own-keys.server.ts';
import { getSignedIn } from '../../get-signed-in.server.ts';
import type { RequestHandler } from './$types';

/** With what someone opens their own identity. */
export const POST: RequestHandler = async (event) => {
	const person = await getSignedIn(event);
	await readJson(event, z.object({}));
	return json(await getOwnKeys(event.locals.database, person));
};
