import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { readForm } from '#house/web/read-form.ts';
import { readText } from '#house/web/read-text.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { listPasskeys } from '#rooms/identity/list-passkeys.server.ts';
import { PasskeyLabel, warnOfLast } from '#rooms/identity/passkey.ts';
import { removePasskey } from '#rooms/identity/remove-passkey.server.ts';
import { renamePasskey } from '#rooms/identity/rename-passkey.server.ts';
import { getSignedIn } from '../../get-signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { person, passkeys, passkey } = await getOwn(event);
	return { sheet: new ServerOnly({ passkey, isLast: warnOfLast(person, passkeys) }) };
};

export const actions: Actions = {
	async rename(event) {
		const { person, passkey } = await getOwn(event);
		const typed = readText(await readForm(event.request), 'label');
		const label = PasskeyLabel.safeParse(typed);
		if (!label.success) return fail(400, { label: typed, issue: 'empty' as const });
		await renamePasskey(event.locals.database, person, { passkeyId: passkey.id, label: label.data });
		redirect(303, `/${event.locals.language}/work/passkeys?done=passkey_renamed`);
	},

	async remove(event) {
		const { person, passkey } = await getOwn(event);
		const removed = await removePasskey(event.locals.database, person, passkey.id);
		if ('refused' in removed && removed.refused === 'step_up') return fail(409, { issue: 'step_up' as const });
		redirect(303, `/${event.locals.language}/work/passkeys?done=passkey_removed`);
	},
};

async function getOwn(event: RequestEvent) {
	const person = await getSignedIn(event);
	const passkeys = await listPasskeys(event.locals.database, person);
	const passkey = passkeys.find(({ id }) => id === event.params.id);
	if (passkey === undefined) error(404);
	return { person, passkeys, passkey };
}
