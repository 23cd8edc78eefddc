import { error, fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { readBrowser } from '#rooms/identity/browser-cookie.ts';
import { issuerRefusals } from '#rooms/identity/issuer.ts';
import { linkUnlinkedIdentity } from '#rooms/identity/link-unlinked-identity.server.ts';
import { listIdentities } from '#rooms/identity/list-identities.server.ts';
import { unlinkIdentity } from '#rooms/identity/unlink-identity.server.ts';
import { leaveForIssuer } from '../../sign-in/leave-for-issuer.server.ts';
import { getSignedIn } from '../get-signed-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

const dones = ['identity_linked', 'identity_unlinked'] as const;

export const load: PageServerLoad = async (event) => {
	const person = await getSignedIn(event);
	const { locals, params, url } = event;
	const { identities, unlinked } = await listIdentities(locals.database, person, readBrowser(event));
	const { issuers } = locals.signIn;
	const nameOf = (issuer: string) => issuers.find((each) => each.issuer === issuer)?.name[params.lang] ?? issuer;
	return {
		sheet: new ServerOnly({
			identities: identities.map((identity) => ({ ...identity, name: nameOf(identity.issuer) })),
			unlinked: unlinked === undefined ? undefined : nameOf(unlinked),
			issuers: issuers.map(({ key, name }) => ({ key, name: name[params.lang] })),
			done: dones.find((each) => each === url.searchParams.get('done')),
			refused: issuerRefusals.find((refusal) => refusal === url.searchParams.get('refused')),
		}),
	};
};

export const actions: Actions = {
	async link(event) {
		const person = await getSignedIn(event);
		const key = (await readForm(event.request)).get('issuer');
		const to = `/${event.params.lang}/work/identities`;
		const leaving = await leaveForIssuer(event, { key, to, linking: person.personId });
		return 'refused' in leaving ? fail(503, leaving) : { leaving };
	},

	async keep(event) {
		const person = await getSignedIn(event);
		const linked = await linkUnlinkedIdentity(event.locals.database, person, readBrowser(event) ?? '');
		if ('refused' in linked) return fail(409, linked);
		redirect(303, `/${event.params.lang}/work/identities?done=identity_linked`);
	},

	async unlink(event) {
		const person = await getSignedIn(event);
		const id = z.uuid().safeParse((await readForm(event.request)).get('identity'));
		if (!id.success) error(404);
		const unlinked = await unlinkIdentity(event.locals.database, person, id.data);
		if ('refused' in unlinked)
			return unlinked.refused === 'unknown' ? error(404) : fail(409, { refused: unlinked.refused });
		redirect(303, `/${event.params.lang}/work/identities?done=identity_unlinked`);
	},
};
