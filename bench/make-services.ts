import type { Area, Territory } from './read-territory.ts';
import { seedRandom, type Random } from './random.ts';
import { makeVocabulary, write } from './vocabulary.ts';

/** One service as the database takes it, without its organisation. */
export interface MadeService {
	id: string;
	organisation: number;
	originKey: string;
	mainLanguage: 'fr' | 'nl';
	audiences: string[];
	needs: string[];
	languages: string[];
	phone: string;
	confirmedOn: string;
	texts: { language: 'fr' | 'nl'; name: string; description: string; conditions: string; firstContact: string }[];
	hours: { weekday: number; opens: string; closes: string }[];
	covers: string[];
}

export const servicesPerOrganisation = 5;
/** Of the whole network; its first draws are the French words. */
export const seed = 20_261_201;

const audienceWeights = [
	['relative', 4],
	['professional', 3],
	['person', 2],
	['public', 2],
] as const;
const needWeights = [
	['listen', 6],
	['support_relative', 4],
	['advice', 4],
	['understand', 3],
	['school', 3],
	['support_personal', 2],
	['online', 2],
	['training', 2],
	['discrimination', 2],
	['step_away', 1],
] as const;
const coverageWeights = [
	['commune', 70],
	['arrondissement', 15],
	['province', 10],
	['region', 4],
	['community', 1],
] as const;
/** Where the services are: the network is one of French-speaking Belgium. */
const regionWeights = [
	['03000', 65],
	['04000', 20],
	['02000', 15],
] as const;

/** The same services in every run; a larger network begins with the services of a smaller one. */
export function* makeServices(count: number, territory: Territory): Generator<MadeService> {
	const random = seedRandom(seed);
	const words = { fr: makeVocabulary('fr', random), nl: makeVocabulary('nl', random) };
	for (let index = 0; index < count; index++) yield makeService(index, { random, words, territory });
}

interface Source {
	random: Random;
	words: Record<'fr' | 'nl', string[]>;
	territory: Territory;
}

function makeService(index: number, { random, words, territory }: Source): MadeService {
	const region = random.weigh(regionWeights);
	const mainLanguage = region === '02000' ? 'nl' : 'fr';
	return {
		id: random.uuid(),
		organisation: Math.floor(index / servicesPerOrganisation),
		originKey: `s${index}`,
		mainLanguage,
		audiences: drawSome(audienceWeights, 1 + random.below(2), random),
		needs: drawSome(needWeights, 2 + random.below(3), random),
		languages: random.next() < 0.3 ? [mainLanguage, random.pick(['ar', 'tr', 'en', 'es', 'it'])] : [mainLanguage],
		phone: `+324${String(random.below(100_000_000)).padStart(8, '0')}`,
		confirmedOn: `2026-${String(1 + random.below(10)).padStart(2, '0')}-15`,
		texts: (['fr', 'nl'] as const).map((language) => ({
			language,
			name: write(words[language], 4, random),
			description: write(words[language], 40 + random.below(20), random),
			conditions: write(words[language], 15 + random.below(10), random),
			firstContact: write(words[language], 20 + random.below(10), random),
		})),
		hours: drawHours(random),
		covers: drawCoverage(territory.byRegion.get(region) ?? [], random),
	};
}

function drawSome(weights: readonly (readonly [string, number])[], count: number, random: Random): string[] {
	const drawn = new Set<string>();
	while (drawn.size < count) drawn.add(random.weigh(weights));
	return [...drawn];
}

function drawHours(random: Random): MadeService['hours'] {
	const opens = random.pick(['08:30', '09:00', '10:00']);
	const closes = random.pick(['16:00', '17:00', '18:30']);
	const days = 4 + random.below(2);
	return Array.from({ length: days }, (_, index) => ({ weekday: index + 1, opens, closes }));
}

function drawCoverage(areas: Area[], random: Random): string[] {
	const kind = random.weigh(coverageWeights);
	// Brussels has no province, Flanders no community of this network: the next narrower territory stands in.
	const fitting = areas.filter((area) => area.kind === kind);
	const pool = fitting.length > 0 ? fitting : areas.filter((area) => area.kind === 'arrondissement');
	const draw = () => pool[random.below(pool.length)]?.code ?? '';
	return kind === 'commune' ? [...new Set(random.next() < 0.5 ? [draw()] : [draw(), draw()])] : [draw()];
}
