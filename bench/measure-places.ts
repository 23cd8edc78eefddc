import { listCommunes, openPlaces } from '#rooms/orientation/find-places.server.ts';
import type { Pace } from './measure-against-limit.ts';
import { fire, warmUp } from './fire.ts';
import { spreadOf, type Spread } from './numbers.ts';
import { seedRandom, shuffle } from './random.ts';
import type { WebProcess } from './web-process.ts';

export interface PlaceFigures {
	answersPerSecond: Spread;
	p50Milliseconds: Spread;
	p99Milliseconds: Spread;
}

const shortest = 2;
const names = 80;

/** Every keystroke of some names of communes, of slips in them, and of postal codes, against the lookup behind the place field. */
export async function measurePlaces(web: WebProcess, pace: Pace): Promise<PlaceFigures> {
	const paths = listTyped().map((typed) => `/fr/places?q=${encodeURIComponent(typed)}`);
	await warmUp({ ...web, paths });
	const rounds = [];
	for (let round = 0; round < pace.rounds; round++) rounds.push(await fire({ ...web, paths }, pace.seconds));
	return {
		answersPerSecond: spreadOf(rounds.map(({ answersPerSecond }) => answersPerSecond)),
		p50Milliseconds: spreadOf(rounds.map(({ p50Milliseconds }) => p50Milliseconds)),
		p99Milliseconds: spreadOf(rounds.map(({ p99Milliseconds }) => p99Milliseconds)),
	};
}

function listTyped(): string[] {
	openPlaces('reference');
	const random = seedRandom(80);
	const places = shuffle(
		listCommunes('fr').flatMap(({ communes }) => communes),
		random,
	).slice(0, names);
	const wholes = places.flatMap(({ name, hint }) => {
		const at = 1 + random.below(Math.max(1, name.length - 2));
		return [name, name.slice(0, at) + name.slice(at + 1), hint.slice(0, 4)];
	});
	return wholes.flatMap((whole) =>
		Array.from({ length: Math.max(0, whole.length - shortest + 1) }, (_, more) => whole.slice(0, shortest + more)),
	);
}
