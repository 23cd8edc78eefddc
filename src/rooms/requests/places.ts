import type { Place } from '#house/crypto/envelope.ts';

/** Which request, of which team: what every place of it has in common. All ids as the database writes them. */
export interface RequestScope {
	organisationId: string;
	teamId: string;
	requestId: string;
}

/** What is sealed in a request, under its own key. `note` and `card` are under the key of its notes, which the receipt does not open. */
export type SealedKind = 'message' | 'answer' | 'file' | 'note' | 'card';

export function placeOf(
	scope: RequestScope,
	kind: SealedKind,
	{ id, version }: { id: string; version: number },
): Place {
	return placed(scope, kind, { object: id, version });
}

/** The ways to a request's key. `version` is the epoch of the team's key; for the person's, which has none, 1. */
export function placeOfWrap(scope: RequestScope, wrap: 'intake' | 'vault' | 'requester', version: number): Place {
	return placed(scope, `request_key_${wrap}`, { object: scope.requestId, version });
}

function placed(
	{ organisationId, teamId, requestId }: RequestScope,
	kind: string,
	{ object, version }: { object: string; version: number },
): Place {
	return { kind, organisation: organisationId, team: teamId, container: requestId, object, version };
}
