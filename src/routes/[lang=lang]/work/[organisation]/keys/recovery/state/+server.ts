import { json } from '@sveltejs/kit';
import { z } from 'zod';
import { readJson } from '#house/web/read-json.ts';
import { findRecovery } from '#rooms/keys/find-recovery.server.ts';
import { orNoPage } from '../../../get-place.server.ts';
import { getKeeper } from '../get-keeper.server.ts';
import type { RequestHandler } from './$types';

/** The organisation's paper and what is sealed for it, for the script of its page. */
export const POST: RequestHandler = async (event) => {
	const { person, organisationId } = await getKeeper(event);
	await readJson(event, z.object({}));
	return json(orNoPage(await findRecovery(event.locals.database, person, { organisationId })));
};
