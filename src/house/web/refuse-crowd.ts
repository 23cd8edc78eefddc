import { texts } from '#messages';
import type { Language } from '../language/language.ts';

/** The answer to too many requests costs next to nothing: plain text, with the number to call. */
export function refuseCrowd(language: Language, number: string): Response {
	const t = texts(language).house;
	return new Response(`${t.error_429_title}\n\n${t.error_429_body}\n\n${number}\n`, {
		status: 429,
		headers: { 'retry-after': '60', 'content-type': 'text/plain; charset=utf-8' },
	});
}
