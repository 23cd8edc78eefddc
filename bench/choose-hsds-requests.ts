import { openPool } from '#house/database/pool.ts';
import { openPublicReader, type PreparedQuery, type PublicReader } from '#house/database/public-reader.ts';
import { findHsdsDocument } from '#rooms/directory/find-hsds-document.server.ts';
import { readHsdsQuestion } from '#rooms/directory/hsds-question.ts';
import { hsdsPath } from '#rooms/directory/hsds.ts';
import { listHsdsDocuments } from '#rooms/directory/list-hsds-documents.server.ts';
import { getLineage, listCommunes, openPlaces } from '#rooms/orientation/find-places.server.ts';
import { seed } from './make-services.ts';
import type { Asked } from './measure-against-limit.ts';
import { seedRandom, shuffle } from './random.ts';
import { makeVocabulary } from './vocabulary.ts';

const wanted = 256;
const mostTries = 4000;
const perPage = 25;
/** Among the words of the generator, the first ones being the commonest. */
const words = { from: 20, to: 2000 };

/** Lists of the services that cover a place and bear a word, 25 on a page, the fullest of those tried; and single services. */
export async function chooseHsdsRequests(publicUrl: string): Promise<{ lists: Asked[]; ones: Asked[] }> {
	openPlaces('reference');
	const pool = openPool(publicUrl, { planOnce: true, max: 1, applicationName: 'maillage bench' });
	try {
		const reader = openPublicReader(pool);
		return { lists: await chooseLists(reader), ones: await chooseOnes(reader) };
	} finally {
		await pool.end();
	}
}

async function chooseLists(reader: PublicReader): Promise<Asked[]> {
	const random = seedRandom(31);
	const places = listCommunes('fr').flatMap(({ communes }) => communes.map(({ nis }) => nis));
	const vocabulary = makeVocabulary('fr', seedRandom(seed));
	const tried: (Asked & { size: number })[] = [];
	for (let full = 0; full < wanted && tried.length < mostTries;) {
		const nis = places[random.below(places.length)] ?? '';
		const word = vocabulary[words.from + random.below(words.to - words.from)] ?? '';
		const parameters = new URLSearchParams({ x_be_nis: nis, search: word, per_page: String(perPage) });
		const question = readHsdsQuestion('services', parameters);
		if ('refused' in question) throw new Error(question.refused.reason);
		const where = { nisAreas: getLineage(nis), postcodeAreas: undefined, postalCodes: undefined };
		const { asked, answer } = await listen(reader, (listening) =>
			listHsdsDocuments(listening, question, { where, known: undefined }),
		);
		const size = 'unchanged' in answer ? 0 : answer.size;
		tried.push({ path: `${hsdsPath}/services?${parameters}`, query: asked, size });
		full += Number(size === perPage);
	}
	return tried.sort((a, b) => b.size - a.size).slice(0, wanted);
}

async function chooseOnes(reader: PublicReader): Promise<Asked[]> {
	const rows = await reader.read<{ id: string }>({
		name: 'bench-ids',
		text: `SELECT id FROM hsds_document WHERE kind = 'service' AND deleted_at IS NULL ORDER BY id LIMIT $1`,
		values: [wanted * 10],
	});
	const ids = shuffle(
		rows.map(({ id }) => id),
		seedRandom(32),
	).slice(0, wanted);
	const chosen: Asked[] = [];
	for (const id of ids) {
		const { asked } = await listen(reader, (listening) =>
			findHsdsDocument(listening, 'services', { id, withServices: false, known: undefined }),
		);
		chosen.push({ path: `${hsdsPath}/services/${id}`, query: asked });
	}
	return chosen;
}

/** Asks as the application does, and keeps the one query on its way. */
async function listen<Answer>(reader: PublicReader, ask: (reader: PublicReader) => Promise<Answer>) {
	const heard: PreparedQuery[] = [];
	const listening: PublicReader = {
		read(query) {
			heard.push(query);
			return reader.read(query);
		},
	};
	const answer = await ask(listening);
	const [asked] = heard;
	if (asked === undefined || heard.length > 1) throw new Error('An answer of the feed no longer asks one query.');
	return { asked, answer };
}
