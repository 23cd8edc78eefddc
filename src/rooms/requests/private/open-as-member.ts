import type { Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { Actor } from '#rooms/identity/signed-in.ts';
import type { SealedRequest } from '../sealed-request.ts';
import type { TeamPlace } from '../work-wishes.ts';
import { readRequest } from './read-request.ts';

/** Whoever is given a request has opened it: that is written down first, where the person sees it. Undefined: the team has no such request. */
export async function openAsMember(
	tx: Transaction<DB>,
	{ personId, role }: Actor,
	{ organisationId, teamId, requestId }: TeamPlace & { requestId: string },
): Promise<SealedRequest | undefined> {
	const isTheirs = await tx
		.selectFrom('request')
		.select('id')
		.where('organisation_id', '=', organisationId)
		.where('team_id', '=', teamId)
		.where('id', '=', requestId)
		.executeTakeFirst();
	if (isTheirs === undefined) return undefined;
	await tx
		.insertInto('request_opening')
		.values({ organisation_id: organisationId, request_id: requestId, person_id: personId, role })
		.execute();
	return readRequest(tx, { organisationId, teamId, requestId, personId });
}
