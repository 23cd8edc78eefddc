import { error, json } from '@sveltejs/kit';
import { getBrowser } from '#rooms/identity/browser-cookie.ts';
import { offerNewPasskey } from '#rooms/identity/offer-new-passkey.server.ts';
import { findRelyingParty } from '#rooms/identity/relying-party.ts';
import { getSignedIn } from '../../get-signed-in.server.ts';
import type { RequestHandler } from './$types';

/** What the script of the page needs to make a passkey. JSON alone: another site cannot send that without being asked first. */
export const POST: RequestHandler = async (event) => {
	const { database, signIn } = event.locals;
	const person = await getSignedIn(event);
	if (event.request.headers.get('content-type') !== 'application/json') error(415);
	const found = findRelyingParty(event.url, signIn.origin);
	if (!('party' in found)) error(404);
	return json(await offerNewPasskey(database, person, { browser: getBrowser(event), party: found.party }));
};
