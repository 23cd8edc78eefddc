import { getSecretary } from '../../get-secretary.server.ts';
import { keepUpload } from '../../keep-upload.server.ts';
import { getParty } from '../get-party.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await getSecretary(event);
	const { key, names } = await getParty(event, event.params.key);
	return { party: { key, name: names[event.params.lang] } };
};

export const actions: Actions = {
	default: (event) => keepUpload(event, `/${event.params.lang}/work/register/${event.params.key}/act`),
};
