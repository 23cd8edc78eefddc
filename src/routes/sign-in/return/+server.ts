import { redirect } from '@sveltejs/kit';
import { readBrowser } from '#rooms/identity/browser-cookie.ts';
import { enterSession } from '#rooms/identity/enter-session.server.ts';
import { returnFromIssuer, type ReturnOutcome } from '#rooms/identity/return-from-issuer.server.ts';
import type { RequestHandler } from './$types';

/** Where every issuer sends people back. In no language: its address is registered with them once; the language is kept with the attempt. */
export const GET: RequestHandler = async (event) => {
	const { database, signIn, language } = event.locals;
	const person = await event.locals.findPerson();
	const outcome = await returnFromIssuer(database, {
		answer: new URL(`/sign-in/return${event.url.search}`, signIn.origin ?? event.url.origin),
		browser: readBrowser(event) ?? '',
		person,
		issuers: signIn.issuers,
		withImaginary: signIn.withImaginary,
	});
	if ('token' in outcome) {
		await enterSession(database, event, outcome.token);
		redirect(303, outcome.to);
	}
	redirect(303, `/${outcome.language ?? language}${findNextPage(outcome, person !== undefined)}`);
};

function findNextPage(outcome: Exclude<ReturnOutcome, { token: string }>, isSignedIn: boolean): string {
	if ('linked' in outcome) return '/work/identities?done=identity_linked';
	if (outcome.linking === true || isSignedIn) return `/work/identities?refused=${outcome.refused}`;
	const back = outcome.refused === 'not_linked' ? `&to=/${outcome.language ?? 'fr'}/work/identities` : '';
	return `/sign-in?refused=${outcome.refused}${back}`;
}
