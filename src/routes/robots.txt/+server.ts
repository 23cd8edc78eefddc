import { ORIGIN } from '$app/env/private';
import type { RequestHandler } from './$types';

/** Search engines may read everything but the steps of an orientation and quick exit. */
export const GET: RequestHandler = ({ url }) => {
	const rules = ['fr', 'nl', 'de', 'en'].flatMap((language) => [
		`Disallow: /${language}/orientation/`,
		`Disallow: /${language}/exit`,
		`Disallow: /${language}/places`,
	]);
	const lines = [
		'User-agent: *',
		...rules,
		'Disallow: /health/',
		'Disallow: /metrics',
		`Sitemap: ${ORIGIN ?? url.origin}/sitemap.xml`,
	];
	return new Response(`${lines.join('\n')}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
