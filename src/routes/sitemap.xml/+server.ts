import { ORIGIN } from '$app/env/private';
import { listSitemapPrefixes } from '#rooms/directory/list-service-ids.server.ts';
import type { RequestHandler } from './$types';

/** The index of the site map (sitemaps.org): the pages with the communes, then the services in parts of bounded size. */
export const GET: RequestHandler = async ({ url, locals }) => {
	const prefixes = await listSitemapPrefixes(locals.reader);
	const parts = ['pages', ...prefixes.map((prefix) => (prefix === '' ? 'services' : `services-${prefix}`))];
	const entries = parts.map((part) => `<sitemap><loc>${ORIGIN ?? url.origin}/sitemap-${part}.xml</loc></sitemap>`);
	const body = `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('')}</sitemapindex>
`;
	return new Response(body, { headers: { 'content-type': 'application/xml; charset=utf-8' } });
};
