import { error, fail, redirect } from '@sveltejs/kit';
import { readForm } from '#house/web/read-form.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { enterPartyAct } from '#rooms/protocol/enter-party-act.server.ts';
import { findKeptDocument } from '#rooms/protocol/find-kept-document.server.ts';
import { readPartyActForm } from '#rooms/protocol/party-act-form.ts';
import { listStanding } from '#rooms/protocol/party-act.ts';
import { getSecretary } from '../../get-secretary.server.ts';
import { getParty } from '../get-party.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const person = await getSecretary(event);
	const party = await getParty(event, event.params.key);
	const { searchParams } = event.url;
	const replaces = searchParams.get('replaces');
	const kept = await findKeptDocument(event.locals.database, person, searchParams.get('document') ?? '');
	const corrected = replaces === null ? undefined : listStanding(party.acts).find(({ id }) => id === replaces);
	return {
		form: new ServerOnly({
			party,
			corrected,
			// Once corrected by someone else, it is no longer there: the form then says so.
			replaces: replaces ?? '',
			document: 'document' in kept ? kept.document : undefined,
			token: crypto.randomUUID(),
			seen: party.acts.length,
		}),
	};
};

export const actions: Actions = {
	default: async (event) => {
		const person = await getSecretary(event);
		const party = await getParty(event, event.params.key);
		const read = readPartyActForm(await readForm(event.request));
		if ('issues' in read) return fail(400, { values: read.values, issues: read.issues });
		const answer = await enterPartyAct(event.locals.database, person, { partyId: party.id, ...read.entry });
		if ('actId' in answer) redirect(303, `/${event.params.lang}/work/register/${party.key}?done=recorded`);
		if (answer.refused === 'unknown') error(404, 'not_found');
		return fail(409, { values: read.values, refused: answer.refused });
	},
};
