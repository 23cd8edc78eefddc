import { writeRegisterJson } from '#rooms/protocol/open-data.ts';
import { registerOf } from '../register-of.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const { day, listed } = await registerOf(event);
	return new Response(writeRegisterJson(listed, day), { headers: { 'content-type': 'application/json' } });
};
