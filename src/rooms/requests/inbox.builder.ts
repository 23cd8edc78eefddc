import type { Database } from '#house/database/kysely.ts';
import type { TeamKeys } from '#house/crypto/team-secret.ts';
import type { KeyHolder, TeamWithKeys } from '#rooms/keys/team-keys.builder.ts';
import { openEntries, openKeys, type Entry, type FindTeamKeys } from './open-request-content.ts';
import { openRequest } from './open-request.server.ts';
import { beginReceiving } from './begin-receiving.server.ts';
import { receiveFirst } from './private/inbox/receive-first.ts';
import { receiveRequest } from './receive-request.server.ts';
import type { BuiltRequest } from './request.builder.ts';
import type { OpenRequest } from './seal-work.ts';
import type { SealedRequest } from './sealed-request.ts';

/** What the browser of a member has of a request that it has opened. */
export interface OpenedInBrowser {
	sealed: SealedRequest;
	opened: OpenRequest;
	entries: Entry[];
	version: number;
}

export function keysOf({ epoch, keys }: TeamWithKeys): FindTeamKeys {
	return (asked): TeamKeys | undefined => (asked === epoch ? keys : undefined);
}

/** Opens a request as the inbox does it, and receives it where it is the first time; for tests. */
export async function openAs(
	app: Database,
	{ signedIn }: KeyHolder,
	{ team, request }: { team: TeamWithKeys; request: BuiltRequest },
): Promise<OpenedInBrowser> {
	const { organisationId, teamId } = team;
	const { scope } = request;
	const sealed = await openRequest(app, signedIn, { organisationId, teamId, requestId: scope.requestId });
	if ('refused' in sealed) throw new Error('the request is not found');
	const opening = await openKeys(sealed, scope, keysOf(team));
	if ('trouble' in opening) throw new Error(opening.trouble);
	const opened = { scope, keys: opening.keys };
	const entries = openEntries(sealed, scope, opening.keys);
	const [first] = entries;
	const { version, state } = sealed.line;
	if (state !== 'sent' || first?.kind !== 'first') return { sealed, opened, entries, version };
	const { epoch, keys } = team;
	const at = { organisationId, teamId };
	const received = await receiveFirst(
		opened,
		{ message: first.message, to: { epoch, keys }, version },
		{
			begin: async (wish) => notRefused(await beginReceiving(app, signedIn, { ...at, ...wish })),
			receive: async (wish) => notRefused(await receiveRequest(app, signedIn, { ...at, ...wish })),
		},
	);
	return { sealed, opened, entries, version: received?.version ?? version };
}

function notRefused<Answer extends object>(answer: Answer): Exclude<Answer, { refused: unknown }> | undefined {
	// What has no reason for a refusal is not one of the refusals.
	return 'refused' in answer ? undefined : (answer as Exclude<Answer, { refused: unknown }>);
}
