import { DatabaseUnavailable, type PublicReader } from '#house/database/public-reader.ts';
import { readClock } from '#house/language/dates.ts';
import type { Language } from '#house/language/language.ts';
import { writeAddress } from '#house/web/site-address.ts';
import { listServicesOfPlace } from '#rooms/directory/list-services-of-place.server.ts';
import type { EmbedBox, EmbedLine } from '#rooms/directory/render-embed.ts';
import type { ListedService } from '#rooms/directory/service.ts';
import { getLineage, getPlace } from '#rooms/orientation/find-places.server.ts';
import { getCentralLine, getNightLine, listHelplines } from '#rooms/orientation/helplines.ts';
import { orient } from '#rooms/orientation/orient.server.ts';
import { writeAt } from '#rooms/orientation/write-at.ts';
import { texts } from '#messages';
import type { EmbedWish } from './read-wish.server.ts';

/** The box of a commune. While the database is away it holds the numbers, which are part of the build. */
export async function makeBox(
	reader: PublicReader,
	wish: EmbedWish,
	{ language, shape }: Pick<EmbedBox, 'language' | 'shape'>,
): Promise<EmbedBox> {
	const place = getPlace(wish.nis, language).name;
	const [lines, others] = listLines(language);
	return {
		language,
		title: texts(language).orientation.commune_title({ at: writeAt(place, language) }),
		place,
		lines,
		others,
		services: await findServices(reader, wish, language),
		site: new URL(writeAddress('/')).origin,
		path: `/${language}/communes/${wish.nis}`,
		shape,
	};
}

/** As the commune's page lists them, or as an orientation does, in the order of the day. */
async function findServices(
	reader: PublicReader,
	{ nis, most, about }: EmbedWish,
	language: Language,
): Promise<ListedService[] | undefined> {
	const given = { lineage: getLineage(nis), language, day: readClock(new Date()).date, page: 1 };
	try {
		const found =
			about === undefined
				? (await listServicesOfPlace(reader, given)).services
				: (await orient(reader, { ...given, ...about, spoken: undefined })).found;
		return found.slice(0, most);
	} catch (error) {
		if (error instanceof DatabaseUnavailable) return undefined;
		throw error;
	}
}

function listLines(language: Language): [EmbedLine[], EmbedLine[]] {
	const t = texts(language).directory;
	const [central, night] = [getCentralLine(language), getNightLine(language)];
	const others = listHelplines(language).flatMap(({ id, name, phone, display, hours }) =>
		phone === undefined || display === undefined || id === central.id || id === night.id
			? []
			: [{ name, phone, display, hours }],
	);
	return [
		[
			{ name: t.embed_112, phone: '112', display: '112' },
			{ name: t.embed_101, phone: '101', display: '101' },
			{ name: t.embed_central, phone: central.phone, display: central.display, hours: central.hours },
			{ name: night.name, phone: night.phone, display: night.display, hours: night.hours },
		],
		others,
	];
}
