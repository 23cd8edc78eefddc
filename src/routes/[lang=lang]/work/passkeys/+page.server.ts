import { fail, redirect } from '@sveltejs/kit';
import { formatDate, readClock } from '#house/language/dates.ts';
import { readForm } from '#house/web/read-form.ts';
import { readText } from '#house/web/read-text.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { addPasskey } from '#rooms/identity/add-passkey.server.ts';
import { readBrowser } from '#rooms/identity/browser-cookie.ts';
import { listPasskeys } from '#rooms/identity/list-passkeys.server.ts';
import { NewPasskeyAnswer, PasskeyLabel, readAnswer } from '#rooms/identity/passkey.ts';
import { findRelyingParty } from '#rooms/identity/relying-party.ts';
import { texts } from '#messages';
import { getSignedIn } from '../get-signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

const dones = ['passkey_added_too', 'passkey_renamed', 'passkey_removed'] as const;

export const load: PageServerLoad = async (event) => {
	const person = await getSignedIn(event);
	const passkeys = await listPasskeys(event.locals.database, person);
	const done = dones.find((each) => each === event.url.searchParams.get('done'));
	return {
		sheet: new ServerOnly({
			passkeys,
			done,
			site: findRelyingParty(event.url, event.locals.signIn.origin),
			needsStepUp: person.factors === 1 && passkeys.length > 0,
		}),
	};
};

export const actions: Actions = {
	async default(event) {
		const person = await getSignedIn(event);
		const form = await readForm(event.request);
		const { locals, params, url } = event;
		const typed = readText(form, 'label').slice(0, 60);
		const date = formatDate(readClock(new Date()).date, params.lang);
		const label = PasskeyLabel.catch(texts(params.lang).identity.passkey_label_default({ date })).parse(typed);
		const found = findRelyingParty(url, locals.signIn.origin);
		const answer = readAnswer(NewPasskeyAnswer, form.get('answer'));
		if (answer === undefined || !('party' in found)) return fail(400, { label: typed, refused: 'unreadable' as const });
		const browser = readBrowser(event);
		if (browser === undefined) return fail(409, { label: typed, refused: 'late' as const });
		const added = await addPasskey(locals.database, person, { answer, label, browser, party: found.party });
		if ('refused' in added) return fail(409, { label: typed, refused: added.refused });
		redirect(
			303,
			person.factors === 1
				? `/${params.lang}/work/second-factor?done=passkey_added`
				: `/${params.lang}/work/passkeys?done=passkey_added_too`,
		);
	},
};
