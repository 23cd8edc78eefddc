import { error, json } from '@sveltejs/kit';
import { getBrowser } from '#rooms/identity/browser-cookie.ts';
import { offerPasskeySignIn } from '#rooms/identity/offer-passkey-sign-in.server.ts';
import { findRelyingParty } from '#rooms/identity/relying-party.ts';
import type { RequestHandler } from './$types';

/** What the script of the page needs to ask for a passkey. JSON alone: another site cannot send that without being asked first. */
export const POST: RequestHandler = async (event) => {
	const { database, signIn } = event.locals;
	if (event.request.headers.get('content-type') !== 'application/json') error(415);
	const found = findRelyingParty(event.url, signIn.origin);
	if (!('party' in found)) error(404);
	if (!(await signIn.limits.mayBegin(event.getClientAddress()))) error(429);
	return json(await offerPasskeySignIn(database, getBrowser(event), found.party));
};
