import { ORIGIN } from '$app/env/private';
import { countSitemapParts } from '#rooms/directory/list-service-ids.server.ts';
import type { RequestHandler } from './$types';

/** The index of the site map (sitemaps.org): the pages and communes as part 0, then the services in parts of bounded size. */
export const GET: RequestHandler = async ({ url, locals }) => {
	const origin = ORIGIN ?? url.origin;
	const parts = await countSitemapParts(locals.reader);
	const entries = Array.from(
		{ length: parts + 1 },
		(_, part) => `<sitemap><loc>${origin}/sitemap-${part}.xml</loc></sitemap>`,
	);
	const body = `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('')}</sitemapindex>
`;
	return new Response(body, { headers: { 'content-type': 'application/xml; charset=utf-8' } });
};
