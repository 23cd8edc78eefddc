import { fail, redirect } from '@sveltejs/kit';
import { readForm } from '#house/web/read-form.ts';
import { readText } from '#house/web/read-text.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { askCode } from '#rooms/identity/ask-code.server.ts';
import { getBrowser, readBrowser } from '#rooms/identity/browser-cookie.ts';
import { enterSession } from '#rooms/identity/enter-session.server.ts';
import { listDemonstrationRoles } from '#rooms/identity/list-demonstration-roles.server.ts';
import { issuerRefusals } from '#rooms/identity/issuer.ts';
import { PasskeyAnswer, readAnswer, type PasskeyRefusal } from '#rooms/identity/passkey.ts';
import { findRelyingParty } from '#rooms/identity/relying-party.ts';
import { readReturnPath } from '#rooms/identity/return-path.ts';
import { AskForm } from '#rooms/identity/sign-in-code.ts';
import { signInWithPasskey } from '#rooms/identity/sign-in-with-passkey.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { leaveForIssuer } from './leave-for-issuer.server.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const to = readReturnPath(url.searchParams.get('to'), params.lang);
	if ((await locals.findPerson()) !== undefined) redirect(303, to);
	const issuers = locals.signIn.issuers.map(({ key, name }) => ({ key, name: name[params.lang] }));
	const demonstration = locals.signIn.withImaginary ? await listDemonstrationRoles(locals.database, params.lang) : [];
	return {
		sheet: new ServerOnly({
			to,
			demonstration,
			issuers,
			passkeys: findRelyingParty(url, locals.signIn.origin),
			refused: issuerRefusals.find((refusal) => refusal === url.searchParams.get('refused')),
			signedOut: url.searchParams.get('done') === 'signed_out',
		}),
	};
};

export const actions: Actions = {
	async code(event) {
		const { locals, params, request } = event;
		const form = await readForm(request);
		const to = readReturnPath(readText(form, 'to'), params.lang);
		const email = readText(form, 'email');
		const read = AskForm.safeParse({ email });
		if (!read.success) return fail(400, { email, to, issue: 'unreadable' as const });
		if (!(await locals.signIn.limits.mayAskCode(read.data.email, event.getClientAddress()))) {
			return fail(429, { email, to, issue: 'crowd' as const });
		}
		const { database, language, signIn } = locals;
		const browser = getBrowser(event);
		await askCode(database, { email: read.data.email, browser, language, withImaginary: signIn.withImaginary });
		redirect(303, `/${params.lang}/sign-in/code?${new URLSearchParams({ to })}`);
	},

	async passkey(event) {
		const { locals, params, request } = event;
		const form = await readForm(request);
		const to = readReturnPath(readText(form, 'to'), params.lang);
		const refuse = (passkey: PasskeyRefusal) => fail(400, { to, passkey });
		const found = findRelyingParty(event.url, locals.signIn.origin);
		const answer = readAnswer(PasskeyAnswer, form.get('answer'));
		const browser = readBrowser(event);
		if (answer === undefined || !('party' in found)) return refuse('unreadable');
		if (browser === undefined) return refuse('late');
		const { withImaginary } = locals.signIn;
		const signedIn = await signInWithPasskey(locals.database, { answer, browser, party: found.party, withImaginary });
		if ('refused' in signedIn) return refuse(signedIn.refused);
		await enterSession(locals.database, event, signedIn.token);
		redirect(303, to);
	},

	async issuer(event) {
		const form = await readForm(event.request);
		const to = readReturnPath(readText(form, 'to'), event.params.lang);
		const leaving = await leaveForIssuer(event, { key: form.get('issuer'), to });
		return 'refused' in leaving ? fail(503, { to, issuer: leaving.refused }) : { leaving };
	},
};
