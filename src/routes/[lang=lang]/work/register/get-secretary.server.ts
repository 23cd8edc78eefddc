import { error, type RequestEvent } from '@sveltejs/kit';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { findSecretary } from '#rooms/protocol/secretary.ts';
import { getSignedIn } from '../get-signed-in.server.ts';

/** Who keeps the register; to anyone else who is signed in these pages do not exist. */
export async function getSecretary(event: RequestEvent): Promise<SignedIn> {
	const person = await getSignedIn(event);
	if (findSecretary(person) === undefined) error(404, 'not_found');
	return person;
}
