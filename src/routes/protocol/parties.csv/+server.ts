import { writeRegisterCsv } from '#rooms/protocol/open-data.ts';
import { registerOf } from '../register-of.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const { day, listed } = await registerOf(event);
	return new Response(writeRegisterCsv(listed), {
		headers: {
			'content-type': 'text/csv; charset=utf-8; header=present',
			'content-disposition': `attachment; filename="parties-${day}.csv"`,
		},
	});
};
