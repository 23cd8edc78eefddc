import { languages } from '#house/language/language.ts';
import { ServerOnly } from '#house/web/server-only.ts';
import { writeAddress } from '#house/web/site-address.ts';
import { renderEmbed } from '#rooms/directory/render-embed.ts';
import { answerPlace } from '#rooms/orientation/answer-place.server.ts';
import { findCommune, isCommune } from '#rooms/orientation/find-places.server.ts';
import { makeBox } from '../../embed/make-box.server.ts';
import { readWish } from '../../embed/read-wish.server.ts';
import type { PageServerLoad } from './$types';

/** How to show a commune's services on its own site: what is chosen stands in the address. */
export const load: PageServerLoad = async ({ url, params, locals }) => {
	const given = url.searchParams;
	const typed = given.get('q');
	const code = given.get('p') ?? '';
	const answer = typed === null || isCommune(code) ? undefined : answerPlace(typed, params.lang);
	const nis = isCommune(code) ? code : answer?.only?.nis;
	const boxLanguage = languages.find((language) => language === given.get('l')) ?? params.lang;
	const most = readWish('', new URLSearchParams({ max: given.get('max') ?? '' }))?.most ?? 5;
	const made = nis === undefined ? undefined : await makeCode(nis);
	return {
		page: new ServerOnly({
			typed: answer?.typed ?? (nis === undefined ? '' : (findCommune(nis, params.lang)?.name ?? '')),
			isUnknown: answer?.refused !== undefined,
			places: nis === undefined ? (answer?.places ?? []) : [],
			boxLanguage,
			most,
			made,
			styles: writeAddress('/embed.css'),
		}),
	};

	async function makeCode(wanted: string) {
		const wish = { nis: wanted, most, about: undefined };
		const box = await makeBox(locals.reader, wish, { language: boxLanguage, shape: 'fragment' });
		const query = most === 5 ? '' : `?max=${most}`;
		const address = writeAddress(`/embed/${boxLanguage}/communes/${wanted}`);
		return {
			place: findCommune(wanted, params.lang)?.name ?? box.place,
			title: box.title,
			frame: address + query,
			fragment: `${address}.html${query}`,
			preview: renderEmbed(box),
		};
	}
};
