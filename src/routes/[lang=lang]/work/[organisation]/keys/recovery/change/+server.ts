import { error, json } from '@sveltejs/kit';
import { readJson } from '#house/web/read-json.ts';
import { RecoveryChange } from '#rooms/keys/key-changes.ts';
import { recordDrill } from '#rooms/keys/record-drill.server.ts';
import { setRecoveryRecipient } from '#rooms/keys/set-recovery-recipient.server.ts';
import { getKeeper } from '../get-keeper.server.ts';
import type { RequestHandler } from './$types';

/** What the script of the organisation's paper changes. */
export const POST: RequestHandler = async (event) => {
	const { person, organisationId } = await getKeeper(event);
	const wish = await readJson(event, RecoveryChange);
	const { database } = event.locals;
	const answer =
		wish.change === 'set'
			? await setRecoveryRecipient(database, person, { organisationId, ...wish })
			: await recordDrill(database, person, { organisationId, ...wish });
	if ('refused' in answer && answer.refused === 'unknown') error(404);
	return json(answer, { status: 'refused' in answer ? 409 : 200 });
};
