import { error } from '@sveltejs/kit';
import * as env from '$app/env/private';
import { listKeptMail } from '#house/mail/list-kept-mail.server.ts';
import { readMailText } from '#house/mail/read-mail-text.ts';
import { readPageNumber } from '#house/web/to-page.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import type { PageServerLoad } from './$types';

const MAILS_PER_PAGE = 10;

/** What would have been sent, for whoever tries the demonstration. Without it there is no such page. */
export const load: PageServerLoad = async ({ locals, url }) => {
	if (!env.DEMO) error(404);
	const kept = await listKeptMail(locals.database, { demonstration: env.DEMO });
	const number = readPageNumber(url.searchParams);
	const from = (number - 1) * MAILS_PER_PAGE;
	const mails = kept
		.slice(from, from + MAILS_PER_PAGE)
		.map(({ text, ...mail }) => ({ ...mail, lines: readMailText(text) }));
	return { page: new ServerOnly({ mails, number, hasMore: kept.length > from + MAILS_PER_PAGE }) };
};
