import { ServerOnly } from '#house/web/server-only.ts';
import { getKeeper } from './get-keeper.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { person, organisation, organisationId, language } = await getKeeper(event);
	const base = `/${language}/work/${organisationId}/keys/recovery`;
	const endpoints = { state: `${base}/state`, change: `${base}/change` };
	const needsSecondFactor = person.factors === 1;
	return { page: new ServerOnly({ organisation, needsSecondFactor, props: { language, organisation, endpoints } }) };
};
