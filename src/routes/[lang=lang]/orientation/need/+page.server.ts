import { redirect } from '@sveltejs/kit';
import { getRequest } from '../request.server.ts';
import { nextStep } from '#rooms/orientation/orientation.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url, params }) => {
	const request = getRequest(url);
	if (request.audience === undefined) {
		redirect(303, `/${params.lang}${nextStep(request)}`);
	}
	return { request: { ...request, audience: request.audience } };
};
