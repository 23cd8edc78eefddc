import { error, json } from '@sveltejs/kit';
import { z } from 'zod';
import { readJson } from '#house/web/read-json.ts';
import { listWrapsToRenew } from '#rooms/requests/list-wraps-to-renew.server.ts';
import { renewWraps } from '#rooms/requests/renew-wraps.server.ts';
import { settleWraps } from '#rooms/requests/settle-wraps.server.ts';
import { WRAPS_AT_ONCE } from '#rooms/requests/wrap-renewal.ts';
import { getTeam } from '../get-team.server.ts';
import type { RequestHandler } from './$types';

const Bytes = z
	.string()
	.max(2048)
	.regex(/^[A-Za-z0-9_-]+$/)
	.transform((text) => Buffer.from(text, 'base64url'));
const epoch = z.int().min(1);
const Step = z.discriminatedUnion('step', [
	z.object({ step: z.literal('list'), epoch, after: z.uuid().nullable() }),
	z.object({
		step: z.literal('renew'),
		epoch,
		wraps: z.array(z.object({ requestId: z.uuid(), from: z.int().nullable(), wrap: Bytes })).max(WRAPS_AT_ONCE),
	}),
	z.object({
		step: z.literal('settle'),
		epoch,
		wraps: z.array(z.object({ requestId: z.uuid(), hash: Bytes })).max(WRAPS_AT_ONCE),
	}),
]);

/** Moves the requests of a team to its new key, batch after batch. */
export const POST: RequestHandler = async (event) => {
	const { person, scope } = await getTeam(event);
	const step = await readJson(event, Step);
	const { database } = event.locals;
	const answer = await take();
	if ('refused' in answer && answer.refused === 'unknown') error(404);
	return json(answer, { status: 'refused' in answer ? 409 : 200 });

	function take() {
		switch (step.step) {
			case 'list':
				return listWrapsToRenew(database, person, { ...scope, ...step });
			case 'renew':
				return renewWraps(database, person, { ...scope, ...step });
			case 'settle':
				return settleWraps(database, person, { ...scope, ...step });
		}
	}
};
