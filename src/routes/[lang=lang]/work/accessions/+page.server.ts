import { error } from '@sveltejs/kit';
import { ServerOnly } from '#house/web/server-only.ts';
import { accessionStates } from '#rooms/protocol/accession.ts';
import { listAccessions } from '#rooms/protocol/list-accessions.server.ts';
import { getSignedIn } from '../get-signed-in.server.ts';
import type { PageServerLoad } from './$types';

const MOST_PAGES = 400;

/** The files of public entities that want to join, for the secretariat and for the parties that were asked. */
export const load: PageServerLoad = async (event) => {
	const person = await getSignedIn(event);
	const { searchParams } = event.url;
	const state = accessionStates.find((each) => each === searchParams.get('state'));
	const page = readPage(searchParams.get('page'));
	const list = await listAccessions(event.locals.database, person, { state, page });
	if ('refused' in list) error(404);
	return { list: new ServerOnly({ ...list, state, page }) };
};

function readPage(text: string | null): number {
	const page = /^[1-9][0-9]{0,2}$/.test(text ?? '') ? Number(text) : 1;
	return Math.min(page, MOST_PAGES);
}
