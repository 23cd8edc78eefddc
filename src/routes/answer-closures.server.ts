import type { RequestEvent } from '@sveltejs/kit';
import { languages } from '#house/language/language.ts';
import { answerKept } from '#house/web/kept-answer.ts';
import { writeCalendar } from '#house/web/write-calendar.ts';
import { findClosures } from '#rooms/directory/find-closures.server.ts';
import { texts } from '#messages';

const keptSeconds = 3600;

/** A calendar of closures, in the language `l` of the address, French without. */
export async function answerClosures(
	{ params, url, request, locals }: RequestEvent & { params: { id: string } },
	kind: 'service' | 'organisation',
): Promise<Response> {
	const language = languages.find((each) => each === url.searchParams.get('l')) ?? 'fr';
	const calendar = await findClosures(locals.reader, { kind, id: params.id }, language);
	if (calendar === undefined) {
		const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
		return new Response(`${texts(language).house.error_404_title}\n`, { status: 404, headers });
	}
	return answerKept(request, {
		body: writeCalendar(calendar),
		type: 'text/calendar',
		seconds: keptSeconds,
		headers: { 'content-disposition': `inline; filename="maillage-${kind}-${params.id.slice(0, 8)}.ics"` },
	});
}
