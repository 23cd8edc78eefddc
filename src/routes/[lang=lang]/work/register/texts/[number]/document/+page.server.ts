import { getSecretary } from '../../../get-secretary.server.ts';
import { keepUpload } from '../../../keep-upload.server.ts';
import { getVersion } from '../get-version.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await getSecretary(event);
	await getVersion(event, event.params.number);
};

export const actions: Actions = {
	default: (event) => keepUpload(event, `/${event.params.lang}/work/register/texts/${event.params.number}`),
};
