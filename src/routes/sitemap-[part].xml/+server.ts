import { error } from '@sveltejs/kit';
import { ORIGIN } from '$app/env/private';
import { languages } from '#house/language/language.ts';
import { listServiceIds } from '#rooms/directory/list-service-ids.server.ts';
import { listCommunes } from '#rooms/orientation/find-places.server.ts';
import type { RequestHandler } from './$types';

/** One address in every language, each naming the others. */
function writeEntry(origin: string, path: string): string {
	const alternates = languages
		.map((language) => `<xhtml:link rel="alternate" hreflang="${language}" href="${origin}/${language}${path}"/>`)
		.join('');
	return languages.map((language) => `<url><loc>${origin}/${language}${path}</loc>${alternates}</url>`).join('');
}

function listPages(): string[] {
	const communes = listCommunes('fr').flatMap((group) => group.communes.map((commune) => `/communes/${commune.nis}`));
	return ['', '/communes', '/network', '/protocol', '/safety', '/privacy', '/accessibility', '/embed', ...communes];
}

export const GET: RequestHandler = async ({ url, params, locals }) => {
	const [part, prefix = ''] = /^(?:pages|services(?:-([0-9a-f]{1,2}))?)$/.exec(params.part) ?? [];
	if (part === undefined) {
		error(404, 'unknown_part');
	}
	const paths =
		part === 'pages' ? listPages() : (await listServiceIds(locals.reader, prefix)).map((id) => `/services/${id}`);
	const origin = ORIGIN ?? url.origin;
	const body = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">${paths
		.map((path) => writeEntry(origin, path))
		.join('\n')}</urlset>
`;
	return new Response(body, { headers: { 'content-type': 'application/xml; charset=utf-8' } });
};
