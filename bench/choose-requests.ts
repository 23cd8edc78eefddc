import { openPool } from '#house/database/pool.ts';
import { openPublicReader, type PreparedQuery, type PublicReader } from '#house/database/public-reader.ts';
import { audiences, needs } from '#rooms/directory/service.ts';
import { readClock } from '#house/language/dates.ts';
import { getLineage, listCommunes, openPlaces } from '#rooms/orientation/find-places.server.ts';
import { orient } from '#rooms/orientation/orient.server.ts';
import { servicesPerPage, writeRequest } from '#rooms/orientation/orientation.ts';
import { seedRandom, shuffle } from './random.ts';

/** One results page: its address, and the query that it asks the database. */
export interface ChosenRequest {
	path: string;
	query: PreparedQuery;
	/** Local and wider services on the page; the Réseau comes on top. */
	services: number;
}

const wanted = 256;
const mostTries = 4000;

/** Random places, audiences and needs whose page is full; the fullest pages where too few are. */
export async function chooseRequests(publicUrl: string): Promise<ChosenRequest[]> {
	openPlaces('reference');
	const pool = openPool(publicUrl, { planOnce: true, max: 1, applicationName: 'maillage bench' });
	try {
		const tried: ChosenRequest[] = [];
		let full = 0;
		for (const triple of listTriples()) {
			const request = await tryRequest(openPublicReader(pool), triple);
			tried.push(request);
			full += Number(request.services === servicesPerPage);
			if (full === wanted || tried.length === mostTries) break;
		}
		return tried.sort((a, b) => b.services - a.services).slice(0, wanted);
	} finally {
		await pool.end();
	}
}

type Triple = { place: string; audience: (typeof audiences)[number]; need: (typeof needs)[number] };

function listTriples(): Triple[] {
	const places = listCommunes('fr').flatMap(({ communes }) => communes.map(({ nis }) => nis));
	const all = places.flatMap((place) =>
		audiences.flatMap((audience) => needs.map((need) => ({ place, audience, need }))),
	);
	return shuffle(all, seedRandom(25));
}

/** Asks as the page does, and keeps the query on its way. */
async function tryRequest(reader: PublicReader, { place, audience, need }: Triple): Promise<ChosenRequest> {
	const asked: PreparedQuery[] = [];
	const listening: PublicReader = {
		read(query) {
			asked.push(query);
			return reader.read(query);
		},
	};
	const day = readClock(new Date()).date;
	const lineage = getLineage(place);
	const { found } = await orient(listening, {
		audience,
		need,
		lineage,
		spoken: undefined,
		page: 1,
		language: 'fr',
		day,
	});
	const [query] = asked;
	if (query === undefined || asked.length > 1) throw new Error('A results page no longer asks one query.');
	return { path: `/fr/orientation/results${writeRequest({ audience, need, place })}`, query, services: found.length };
}
