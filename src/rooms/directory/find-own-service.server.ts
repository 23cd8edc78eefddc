import type { Database } from '#house/database/kysely.ts';
import { nameColleagues } from '#rooms/identity/name-colleagues.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { StoredService } from './private/stored-service.ts';
import { lookAtService, type OwnService } from './private/work-on-service.ts';

export interface FoundOwnService {
	service: StoredService;
	/** The name of who submitted it last; null when nobody did, or they are no longer known. */
	submitter: string | null;
	mayEdit: boolean;
	/** This person is the second pair of eyes that it waits for. */
	mayPublish: boolean;
	/** This person tries the demonstration, and the service is real: they look, and change nothing. */
	isLocked: boolean;
}

/** A service as its own organisation sees it, with what this person may do with it. */
export function findOwnService(
	database: Database,
	person: SignedIn,
	own: OwnService,
): Promise<FoundOwnService | { refused: 'unknown' }> {
	return lookAtService(database, { person, allowed: access.findOwnService, own }, async ({ tx, stored }) => {
		const names = await nameColleagues(tx, [stored.submittedBy]);
		const isLocked = person.imaginary && !stored.imaginary;
		const isEditor = findActor(person, own, access.editService) !== undefined;
		return {
			service: stored,
			submitter: names.get(stored.submittedBy ?? '') ?? null,
			mayEdit: isEditor && !isLocked && stored.state !== 'archived',
			mayPublish: !isLocked && stored.state === 'in_review' && stored.submittedBy !== person.personId,
			isLocked,
		};
	});
}
