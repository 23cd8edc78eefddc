import type { RequestHandler } from './$types';

/** The process answers and the database does. */
export const GET: RequestHandler = async ({ locals }) => {
	const headers = { 'cache-control': 'no-store' };
	try {
		await locals.reader.read({ name: 'ready', text: 'SELECT 1', values: [] });
		return Response.json({ status: 'ready' }, { headers });
	} catch {
		return Response.json({ status: 'unavailable', reason: 'The database does not answer.' }, { status: 503, headers });
	}
};
