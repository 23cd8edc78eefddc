import { error } from '@sveltejs/kit';
import { ServerOnly } from '#house/web/server-only.ts';
import { listVersions } from '#rooms/protocol/list-versions.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
	const versions = await listVersions(locals.reader);
	const version = versions.find(({ number }) => String(number) === params.number);
	const withBody = version?.texts.filter(({ body }) => body !== null) ?? [];
	if (version === undefined || withBody.length === 0) error(404, 'unknown_version');
	// In the reader's language where it is there, else as it was first written.
	const text = withBody.find(({ language }) => language === params.lang) ?? withBody[0];
	return { shown: new ServerOnly({ version, text }) };
};
