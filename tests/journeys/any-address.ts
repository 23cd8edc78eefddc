import fc from 'fast-check';

const anyWord = (words: string) => fc.constantFrom(...words.split(' '));

/** What people, robots and mischief write into an address, as it travels: in percent sequences, some of them broken. */
const scrap = fc.oneof(
	fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => encodeURIComponent(text.toWellFormed())),
	anyWord('1 2 10 63079 01000 00000 99999 4800 fr ar Verviers Li%C3%A8ge -1 1e3'),
	anyWord('%00 %0d%0a %1b %7f %ff %c3 %ed%a0%80 %f0%9f % %2 %zz %u0041 %EF%BF%BD'),
	anyWord(`.. %2e%2e%2f %2f // \\ %5c ; + * ' " %3Cscript%3E __proto__ constructor`),
	fc.integer({ min: 70, max: 2500 }).map((length) => 'a'.repeat(length)),
	fc.uuid(),
);
const text = fc.array(scrap, { maxLength: 3 }).map((parts) => parts.join(''));
const parameter = fc.tuple(anyWord('a n p l s q x __proto__ %00'), text).map((pair) => pair.join('='));
const query = fc.array(parameter, { maxLength: 5 }).map((all) => (all.length === 0 ? '' : `?${all.join('&')}`));
/** Most of a request that makes sense, so that the rest is reached. */
const almost = fc
	.tuple(anyWord('1 2 3 4 5'), anyWord('1 3 9 10 11'), anyWord('63079 21012 01000 99999'), parameter)
	.map(([a, n, p, more]) => `?a=${a}&n=${n}&p=${p}&${more}`);
const typed = text.map((q) => `?a=2&n=3&q=${q}`);
/** Mostly one of our languages. */
export const prefix = fc.oneof({ weight: 6, arbitrary: anyWord('fr nl de en') }, { weight: 1, arbitrary: text });
export const method = fc.oneof(
	{ weight: 12, arbitrary: fc.constant('GET') },
	{ weight: 1, arbitrary: anyWord('HEAD POST PUT PATCH DELETE OPTIONS PROPFIND SEARCH REPORT') },
);
/** The addresses that take something from whoever asks, without their language. */
export const pages: [string, fc.Arbitrary<string>][] = [
	['results', fc.oneof(query, almost).map((given) => `/orientation/results${given}`)],
	['place', fc.oneof(query, almost, typed).map((given) => `/orientation/place${given}`)],
	['places', fc.oneof(query, typed).map((given) => `/places${given}`)],
	['communes/[nis]', fc.tuple(text, query).map(([nis, given]) => `/communes/${nis}${given}`)],
	['services/[id]', fc.tuple(text, query).map(([id, given]) => `/services/${id}${given}`)],
	['services/[id]/suggest', fc.tuple(text, query).map(([id, given]) => `/services/${id}/suggest${given}`)],
	[
		'embed',
		fc
			.oneof(
				query,
				typed.map((given) => given.replace('?a=2&n=3&', '?')),
			)
			.map((given) => `/embed${given}`),
	],
	['protocol/parties/[key]', fc.tuple(text, query).map(([key, given]) => `/protocol/parties/${key}${given}`)],
];
/** The addresses that programs and other sites ask: what is answered is no page of this site. */
export const pieces: [string, fc.Arbitrary<string>][] = [
	[
		'embed/[lang]/communes/[nis]',
		fc
			.tuple(
				prefix,
				fc.oneof(text, anyWord('63079 21012 99999')),
				anyWord('.html - .HTML .html/'),
				fc.oneof(query, almost),
			)
			.map(([language, nis, end, given]) => `/embed/${language}/communes/${nis}${end === '-' ? '' : end}${given}`),
	],
	[
		'closures.ics',
		fc
			.tuple(anyWord('services organisations'), fc.oneof(text, fc.uuid()), query)
			.map(([kind, id, given]) => `/${kind}/${id}/closures.ics${given}`),
	],
];
