import type { RequestEvent } from '@sveltejs/kit';
import type { Language } from '#house/language/language.ts';
import { answerKept } from '#house/web/kept-answer.ts';
import { escapeHtml, renderEmbed, renderEmbedPage, type EmbedBox } from '#rooms/directory/render-embed.ts';
import { isCommune } from '#rooms/orientation/find-places.server.ts';
import { getCentralLine } from '#rooms/orientation/helplines.ts';
import { texts } from '#messages';
import { makeBox } from './make-box.server.ts';
import { readWish } from './read-wish.server.ts';

type EmbedEvent = RequestEvent & { params: { lang: Language; nis: string } };
type Shape = EmbedBox['shape'];

const keptSeconds = 300;

const headersOf: Record<Shape, Record<string, string>> = {
	// Any site may take it in, by its server or by a script of its own.
	fragment: { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' },
	frame: {
		'content-security-policy':
			"default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *",
		'cross-origin-resource-policy': 'cross-origin',
	},
};

/**
 * Answers with the box of a commune. A fragment without its services is still an answer of status 200, for a site that includes it would show
 * nothing otherwise, just then; a frame shows what it is sent and is answered 503, as pages are.
 */
export async function answerEmbed({ params, url, request, locals }: EmbedEvent, shape: Shape): Promise<Response> {
	const language = params.lang;
	const wish = isCommune(params.nis) ? readWish(params.nis, url.searchParams) : 'unknown';
	if (wish === undefined || wish === 'unknown') return refuse(language, shape, wish === undefined ? 400 : 404);
	const box = await makeBox(locals.reader, wish, { language, shape });
	const isWhole = box.services !== undefined;
	return answerKept(request, {
		body: shape === 'frame' ? renderEmbedPage(box) : renderEmbed(box),
		type: 'text/html',
		seconds: isWhole ? keptSeconds : 0,
		status: isWhole || shape === 'fragment' ? 200 : 503,
		headers: { ...headersOf[shape], 'x-robots-tag': 'noindex' },
	});
}

/** Whoever reads the page meanwhile still finds the number. */
function refuse(language: Language, shape: Shape, status: 400 | 404): Response {
	const { phone, display } = getCentralLine(language);
	const t = texts(language).directory;
	const said = `<section class="maillage-box" lang="${language}">
<p class="maillage-note">${escapeHtml(status === 404 ? t.embed_unknown_commune : t.embed_unknown_option)}</p>
<p class="maillage-more">${escapeHtml(t.embed_central)} <a class="maillage-call" href="tel:${phone}">${escapeHtml(display)}</a></p>
</section>
`;
	const page = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>Maillage</title><link rel="icon" href="/favicon.svg" type="image/svg+xml"><link rel="stylesheet" href="/embed.css"></head><body class="maillage-page"><main>${said}</main></body></html>
`;
	const headers = { ...headersOf[shape], 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
	return new Response(shape === 'frame' ? page : said, { status, headers });
}
