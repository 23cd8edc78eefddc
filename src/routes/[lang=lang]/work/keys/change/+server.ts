import { json } from '@sveltejs/kit';
import type { Database } from '#house/database/kysely.ts';
import { readJson } from '#house/web/read-json.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { OwnKeyChange } from '#rooms/keys/key-changes.ts';
import { makeOwnKey } from '#rooms/keys/make-own-key.server.ts';
import { putSlot } from '#rooms/keys/put-slot.server.ts';
import { removeSlot } from '#rooms/keys/remove-slot.server.ts';
import { replaceOwnKey } from '#rooms/keys/replace-own-key.server.ts';
import { getSignedIn } from '../../get-signed-in.server.ts';
import type { RequestHandler } from './$types';

/** What the script of "my key" changes. */
export const POST: RequestHandler = async (event) => {
	const person = await getSignedIn(event);
	const answer = await change(event.locals.database, person, await readJson(event, OwnKeyChange));
	return json(answer, { status: 'refused' in answer ? 409 : 200 });
};

function change(database: Database, person: SignedIn, wish: OwnKeyChange) {
	switch (wish.change) {
		case 'make':
			return makeOwnKey(database, person, wish.key);
		case 'replace':
			return replaceOwnKey(database, person, wish);
		case 'put_slot':
			return putSlot(database, person, wish);
		case 'remove_slot':
			return removeSlot(database, person, wish);
	}
}
