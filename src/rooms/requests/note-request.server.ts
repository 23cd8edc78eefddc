import type { z } from 'zod';
import { fromBase64 } from '#house/crypto/bytes.ts';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { findSigningKey } from '#rooms/keys/find-signing-key.server.ts';
import { access } from './access.ts';
import { workOnRequest } from './private/work-on-request.ts';
import type { Moved } from './sealed-request.ts';
import type { NoteWish, TeamPlace, WorkRefusal } from './work-wishes.ts';

/** A note of the team, under a key that the person's receipt does not open. */
export function noteRequest(
	database: Database,
	person: SignedIn,
	wish: TeamPlace & z.infer<typeof NoteWish>,
): Promise<Moved | { refused: WorkRefusal }> {
	const work = { person, allowed: access.noteRequest, wish, act: 'request.noted' } as const;
	return workOnRequest(database, work, async ({ tx, actor, row }) => {
		// Notes have a key from the first opening on.
		if (row.vault_wrap === null) return { refused: 'not_now' };
		const signing_key = await findSigningKey(tx, actor);
		if (signing_key === undefined) return { refused: 'no_key' };
		await tx
			.insertInto('request_object')
			.values({
				organisation_id: wish.organisationId,
				request_id: wish.requestId,
				id: wish.id,
				kind: 'note',
				by_team: true,
				author_id: actor.personId,
				signing_key,
				sealed: Buffer.from(fromBase64(wish.sealed)),
			})
			.execute();
		return { set: {} };
	});
}
