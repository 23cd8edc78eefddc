import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { audiences, needs, type Audience, type Need } from '#rooms/directory/service.ts';
import { countLocalAnswers } from './count-local-answers.server.ts';
import { getLineage, isArea, listCommunePositions, openPlaces } from './find-places.server.ts';
import { gapLevels, levelOf, listMissingNeeds, readGapFilter, tongues, writeGapFilter, type Tongue } from './gaps.ts';
import { listDistricts, listGaps } from './list-gaps.server.ts';

const { owner, app } = await aDatabase();
const nobody = { personId: randomUUID() };
let organisationId: string;

beforeAll(async () => {
	openPlaces('reference');
	organisationId = await anOrganisation(owner);
});

interface Made {
	audiences: Audience[];
	needs: Need[];
	languages: string[];
	texts: ('fr' | 'nl' | 'de' | 'en')[];
	coverage: string[];
	imaginary: boolean;
	state: 'published' | 'paused' | 'draft' | 'archived';
	networkRole: 'individual_support' | null;
}

const areas = ['63079', '63000', '62063', '60000', '21004', '04000', '92094', 'fwb', '01000', '44021'];
const anyService = fc.record<Made>({
	audiences: fc.subarray([...audiences]),
	needs: fc.subarray([...needs]),
	languages: fc.subarray(['fr', 'ar', 'tr']),
	texts: fc.subarray(['fr', 'nl', 'de'] as const, { minLength: 1 }).map((texts) => [...texts]),
	coverage: fc.subarray(areas, { minLength: 1 }),
	imaginary: fc.boolean(),
	state: fc.constantFrom('published', 'paused', 'draft', 'archived'),
	networkRole: fc.constantFrom(null, null, null, 'individual_support'),
});

async function write(services: Made[]): Promise<void> {
	await sql`delete from service`.execute(owner);
	for (const made of services) {
		const { id } = await owner
			.insertInto('service')
			.values({
				organisation_id: organisationId,
				origin_key: randomUUID(),
				imaginary: made.imaginary,
				audiences: made.audiences,
				needs: made.needs,
				languages: made.languages,
				network_role: made.networkRole,
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		const key = { organisation_id: organisationId, service_id: id, published: false };
		const texts = made.texts.map((language) => ({ ...key, language, name: 'x', description: 'y' }));
		await owner.insertInto('service_text').values(texts).execute();
		await owner
			.insertInto('service_coverage')
			.values(made.coverage.map((area_code) => ({ ...key, area_code })))
			.execute();
		await owner.updateTable('service').set({ state: made.state }).where('id', '=', id).execute();
	}
	await countLocalAnswers(app);
}

/** By the definition alone, service by service: who names the commune itself, states it or leaves it open, and is not the Réseau. */
function countByDefinition(
	services: Made[],
	wish: {
		nis: string;
		need: Need;
		audience?: Audience | undefined;
		tongue?: Tongue | undefined;
		withImaginary: boolean;
	},
): number {
	return services.filter((made) => {
		const [kind, code] = wish.tongue?.split('-') ?? [];
		return (
			['published', 'paused'].includes(made.state) &&
			made.networkRole === null &&
			(wish.withImaginary || !made.imaginary) &&
			made.coverage.includes(wish.nis) &&
			(made.needs.length === 0 || made.needs.includes(wish.need)) &&
			(wish.audience === undefined || made.audiences.length === 0 || made.audiences.includes(wish.audience)) &&
			(kind !== 'text' || made.texts.some((language) => language === code)) &&
			(kind !== 'spoken' || made.languages.some((language) => language === code))
		);
	}).length;
}

describe('where nobody local answers', () => {
	test('is counted as if service by service, for every need, audience, language and place', async () => {
		const wishes = fc.record({
			services: fc.array(anyService, { maxLength: 8 }),
			audience: fc.option(fc.constantFrom(...audiences), { nil: undefined }),
			tongue: fc.option(fc.constantFrom(...tongues), { nil: undefined }),
			area: fc.constantFrom(undefined, '60000', '21000', '04000', '63000'),
			withImaginary: fc.boolean(),
		});
		await fc.assert(
			fc.asyncProperty(wishes, async ({ services, withImaginary, ...chosen }) => {
				await write(services);
				const filter = { ...chosen, need: undefined };
				const { communes } = await listGaps(app, nobody, { filter, language: 'fr', withImaginary });
				const expected = listCommunePositions().filter(
					({ lineage }) => chosen.area === undefined || lineage.includes(chosen.area),
				);
				expect(communes.map(({ nis }) => nis).toSorted(byCode)).toEqual(
					expected.map(({ nis }) => nis).toSorted(byCode),
				);
				for (const { nis, answers } of communes) {
					const found = Object.fromEntries(needs.map((need) => [need, answers.get(need) ?? 0]));
					const wanted = needs.map((need) => [
						need,
						countByDefinition(services, { ...chosen, nis, need, withImaginary }),
					]);
					expect({ nis, ...found }).toEqual({ nis, ...Object.fromEntries(wanted) });
				}
				const [need] = needs;
				const one = await listGaps(app, nobody, { filter: { ...filter, need }, language: 'fr', withImaginary });
				const missing = one.communes.filter((commune) => levelOf(commune, need) === 'none').length;
				const byHand = expected.filter(
					({ nis }) => countByDefinition(services, { ...chosen, nis, need, withImaginary }) === 0,
				);
				expect(missing).toBe(byHand.length);
			}),
			{ numRuns: 25 },
		);
	});

	test('a page goes by what was counted; once that is old it is counted anew', async () => {
		await write([]);
		const wish = {
			filter: { need: undefined, audience: undefined, tongue: undefined, area: undefined },
			language: 'fr' as const,
			withImaginary: false,
		};
		const first = await listGaps(app, nobody, wish);
		const again = await listGaps(app, nobody, wish);
		expect(again.countedAt).toBe(first.countedAt);
		await sql`update local_answer_count set counted_at = now() - interval '1 day', took_milliseconds = 5`.execute(
			owner,
		);
		expect((await listGaps(app, nobody, wish)).countedAt > first.countedAt).toBe(true);
		await sql`update local_answer_count set counted_at = now() - interval '1 day', took_milliseconds = 5000`.execute(
			owner,
		);
		expect((await listGaps(app, nobody, wish)).countedAt < first.countedAt).toBe(true);
	});

	test('two who count at once do not get in each other’s way', async () => {
		const counted = await Promise.all([countLocalAnswers(app), countLocalAnswers(app), countLocalAnswers(app)]);
		expect(counted).toHaveLength(3);
	});
});

describe('the address', () => {
	const filters = fc.record({
		need: fc.option(fc.constantFrom(...needs), { nil: undefined }),
		audience: fc.option(fc.constantFrom(...audiences), { nil: undefined }),
		tongue: fc.option(fc.constantFrom(...tongues), { nil: undefined }),
		area: fc.constantFrom(undefined, '60000', '62000'),
		sort: fc.constantFrom('missing' as const, 'name' as const),
		page: fc.integer({ min: 1, max: 99 }),
	});

	test('keeps every choice, and takes what means nothing for everything', () => {
		fc.assert(
			fc.property(filters, (filter) => {
				expect(readGapFilter(new URLSearchParams(writeGapFilter(filter)), isArea)).toEqual(filter);
			}),
		);
		const nonsense = new URLSearchParams('n=99&a=x&l=spoken-zz&p=00000&o=best&s=0');
		const everything = {
			need: undefined,
			audience: undefined,
			tongue: undefined,
			area: undefined,
			sort: 'missing',
			page: 1,
		};
		expect(readGapFilter(nonsense, isArea)).toEqual(everything);
	});

	test('offers provinces, Brussels and their arrondissements, each once', () => {
		const codes = listDistricts('fr').map(({ code }) => code);
		expect(new Set(codes).size).toBe(codes.length);
		expect(codes).toEqual(expect.arrayContaining(['60000', '63000', '04000', '62000']));
		expect(codes.every((code) => getLineage(code).length > 1)).toBe(true);
	});
});

test('a level says how many needs are answered, or how many answer one', () => {
	const answers = new Map<Need, number>([
		['listen', 2],
		['school', 1],
	]);
	expect([undefined, 'listen', 'school', 'advice'].map((need) => levelOf({ answers }, need as Need))).toEqual([
		'some',
		'enough',
		'some',
		'none',
	]);
	expect(levelOf({ answers: new Map() }, undefined)).toBe(gapLevels[0]);
	expect(listMissingNeeds({ answers }, undefined)).toHaveLength(8);
	expect(listMissingNeeds({ answers }, 'listen')).toEqual([]);
});

function byCode(a: string, b: string): number {
	return a < b ? -1 : 1;
}
