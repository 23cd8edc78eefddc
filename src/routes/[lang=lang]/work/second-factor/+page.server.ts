import { fail, redirect } from '@sveltejs/kit';
import { readForm } from '#house/web/read-form.ts';
import { readText } from '#house/web/read-text.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { readBrowser } from '#rooms/identity/browser-cookie.ts';
import { enterSession } from '#rooms/identity/enter-session.server.ts';
import { listIdentities } from '#rooms/identity/list-identities.server.ts';
import { listPasskeys } from '#rooms/identity/list-passkeys.server.ts';
import { PasskeyAnswer, readAnswer } from '#rooms/identity/passkey.ts';
import { findRelyingParty } from '#rooms/identity/relying-party.ts';
import { readReturnPath } from '#rooms/identity/return-path.ts';
import { signInWithPasskey } from '#rooms/identity/sign-in-with-passkey.server.ts';
import { leaveForIssuer } from '../../sign-in/leave-for-issuer.server.ts';
import { getSignedIn } from '../get-signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const person = await getSignedIn(event);
	const { locals, params, url } = event;
	const to = readReturnPath(url.searchParams.get('to'), params.lang);
	if (person.factors === 2) redirect(303, to);
	const { identities } = await listIdentities(locals.database, person, undefined);
	const linked = new Set(identities.map(({ issuer }) => issuer));
	const issuers = locals.signIn.issuers
		.filter(({ issuer, vouchesForSecondFactor }) => linked.has(issuer) && vouchesForSecondFactor !== undefined)
		.map(({ key, name }) => ({ key, name: name[params.lang] }));
	return {
		sheet: new ServerOnly({
			to,
			issuers,
			passkeys: (await listPasskeys(locals.database, person)).length,
			site: findRelyingParty(url, locals.signIn.origin),
			added: url.searchParams.get('done') === 'passkey_added',
			oneOnly: url.searchParams.get('back') === 'issuer',
		}),
	};
};

export const actions: Actions = {
	async passkey(event) {
		const person = await getSignedIn(event);
		const { locals, params, url } = event;
		const form = await readForm(event.request);
		const found = findRelyingParty(url, locals.signIn.origin);
		const answer = readAnswer(PasskeyAnswer, form.get('answer'));
		if (answer === undefined || !('party' in found)) return fail(400, { refused: 'unreadable' as const });
		const shown = await signInWithPasskey(locals.database, {
			answer,
			browser: readBrowser(event) ?? '',
			party: found.party,
			withImaginary: locals.signIn.withImaginary,
			only: person.personId,
		});
		if ('refused' in shown) return fail(409, { refused: shown.refused });
		await enterSession(locals.database, event, shown.token);
		redirect(303, readReturnPath(readText(form, 'to'), params.lang));
	},

	async issuer(event) {
		await getSignedIn(event);
		const form = await readForm(event.request);
		// Back to this page: where the issuer vouched for two factors it leads on by itself, else it says what is missing.
		const wish = new URLSearchParams({ back: 'issuer', to: readText(form, 'to') });
		const to = readReturnPath(`/${event.params.lang}/work/second-factor?${wish}`, event.params.lang);
		const leaving = await leaveForIssuer(event, { key: form.get('issuer'), to });
		return 'refused' in leaving ? fail(503, leaving) : { leaving };
	},
};
