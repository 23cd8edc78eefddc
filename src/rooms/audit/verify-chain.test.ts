import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acts } from './acts.ts';
import { commitTo, genesisOf, hashEntry } from './chain.ts';
import type { ChainEntry, Personal } from './chain.ts';
import { writeFinding } from './finding.ts';
import { aChain, ORGANISATION, relink, type PlannedAct } from './private/a-chain.ts';
import { verifyChain } from './verify-chain.ts';

const aHash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const aPersonal: fc.Arbitrary<Personal> = fc.record({
	salt: aHash,
	person: fc.option(fc.uuid()),
	role: fc.constantFrom('coordinator', 'auditor', 'system'),
	team: fc.option(fc.uuid()),
	details: fc.dictionary(fc.string({ maxLength: 8 }), fc.string({ unit: 'grapheme', maxLength: 12 }), { maxKeys: 3 }),
});
const anAct: fc.Arbitrary<PlannedAct> = fc.record({
	act: fc.constantFrom(...acts.filter((act) => act !== 'audit.person_erased')),
	object: fc.option(fc.uuid().map((id) => `service:${id}`)),
	personal: aPersonal,
});
const someActs = fc.array(anAct, { minLength: 3, maxLength: 25 });
/** A chain and the place of one of its entries. */
const aPlace = fc.tuple(someActs, fc.nat()).map(([plan, pick]) => {
	const chain = aChain(plan);
	return { chain, index: pick % chain.length };
});

/** The chain with one entry changed, and the number of that entry. */
function change(
	{ chain, index }: { chain: ChainEntry[]; index: number },
	how: (entry: ChainEntry) => ChainEntry,
): { tampered: ChainEntry[]; number: number } {
	return { tampered: chain.map((entry, each) => (each === index ? how(entry) : entry)), number: index + 1 };
}

function faults(chain: ChainEntry[], seal?: Parameters<typeof verifyChain>[2]) {
	return verifyChain(chain, ORGANISATION, seal).map((finding) =>
		'number' in finding ? `${finding.number} ${finding.fault}` : finding.fault,
	);
}

function sealOf(chain: ChainEntry[]) {
	const last = chain.at(-1);
	return { number: last?.number ?? 0, hash: last?.hash ?? '', day: '2026-11-23' };
}

test('the hashes are those that sha256sum gives for the documented form', () => {
	expect(genesisOf(ORGANISATION)).toBe('576f18824476444ff24bae34d68eafc7ad5576c4c6df591e96d025e930fadfeb');
	const personal = { salt: '00'.repeat(32), person: null, role: 'system', team: null, details: {} };
	expect(commitTo(personal)).toBe('0b925a6a2d8045560d2d1d88c4ad52735f37e630493e5dafe13f0bd63e589882');
	const entry = {
		organisation: ORGANISATION,
		number: 1,
		at: '2026-11-23T08:00:00.000Z',
		act: 'service.published',
		object: 'service:7',
		commitment: commitTo(personal),
		previous: genesisOf(ORGANISATION),
	};
	expect(hashEntry(entry)).toBe('d08f3fa18d0c1f9b9e3c16e6999f763e78e06fe0f1e2c5592baaee25aa363de1');
});

test('a chain of any acts is whole', () => {
	fc.assert(
		fc.property(someActs, (plan) => {
			const chain = aChain(plan);
			expect(faults(chain, sealOf(chain))).toEqual([]);
		}),
	);
});

describe('tampering is found and named', () => {
	const other = '20000000-0000-4000-8000-000000000002';
	const CHANGES: [string, (entry: ChainEntry) => ChainEntry][] = [
		['the moment', (entry) => ({ ...entry, at: '2020-01-01T00:00:00.000Z' })],
		['the act', (entry) => ({ ...entry, act: `${entry.act}_x` })],
		['the object', (entry) => ({ ...entry, object: `service:${entry.object ?? 'x'}x` })],
		['the commitment', (entry) => ({ ...entry, commitment: genesisOf('x') })],
		['the previous hash', (entry) => ({ ...entry, previous: genesisOf('x') })],
		['the hash', (entry) => ({ ...entry, hash: genesisOf('x') })],
	];

	test.each(CHANGES)('%s of an entry is changed: the entry is altered', (_, how) => {
		fc.assert(
			fc.property(aPlace, (place) => {
				const { tampered, number } = change(place, how);
				expect(faults(tampered)).toEqual([`${number} altered`]);
			}),
		);
	});

	test('an entry is written anew with a hash that fits: it or the next is rewritten, or not what was sealed', () => {
		fc.assert(
			fc.property(aPlace, (place) => {
				const { tampered, number } = change(place, (entry) => relink({ ...entry, act: 'service.forged' }));
				const last = number === place.chain.length;
				expect(faults(tampered, sealOf(place.chain))).toEqual([`${number} ${last ? 'not_sealed' : 'rewritten'}`]);
			}),
		);
	});

	test('the whole rest is written anew: no longer what was sealed', () => {
		fc.assert(
			fc.property(someActs, someActs, (plan, others) => {
				const chain = aChain(plan);
				const forged = aChain([...others, ...plan].slice(0, plan.length));
				fc.pre(forged.at(-1)?.hash !== chain.at(-1)?.hash);
				expect(faults(forged)).toEqual([]);
				expect(faults(forged, sealOf(chain))).toEqual([`${chain.length} not_sealed`]);
			}),
		);
	});

	test('an entry is deleted: missing, at the end by the seal', () => {
		fc.assert(
			fc.property(aPlace, ({ chain, index }) => {
				expect(faults(chain.toSpliced(index, 1), sealOf(chain))).toEqual([`${index + 1} missing`]);
			}),
		);
	});

	test('an entry is deleted and the rest renumbered: missing', () => {
		fc.assert(
			fc.property(aPlace, ({ chain, index }) => {
				const tampered = chain.toSpliced(index, 1).map((entry, each) => ({ ...entry, number: each + 1 }));
				expect(faults(tampered, sealOf(chain))).toEqual([`${index + 1} missing`]);
			}),
		);
	});

	test('an entry is inserted and the rest renumbered: inserted', () => {
		fc.assert(
			fc.property(aPlace, ({ chain, index }) => {
				const forged = relink({ ...(chain[index] as ChainEntry), act: 'service.forged' });
				const tampered = chain.toSpliced(index, 0, forged).map((entry, each) => ({ ...entry, number: each + 1 }));
				tampered[index] = relink({ ...(tampered[index] as ChainEntry), number: index + 1 });
				expect(faults(tampered)).toEqual([`${index + 1} inserted`]);
			}),
		);
	});

	test('an entry stands twice, or one of another organisation stands in between: inserted', () => {
		fc.assert(
			fc.property(aPlace, ({ chain, index }) => {
				const twice = chain.toSpliced(index + 1, 0, chain[index] as ChainEntry);
				expect(faults(twice)).toEqual([`${index + 1} inserted`]);
				const foreign = { ...(chain[index] as ChainEntry), organisation: other };
				expect(faults(chain.toSpliced(index, 1, foreign))).toEqual([`${index + 1} inserted`]);
			}),
		);
	});

	test('two entries change places: the first of them is named', () => {
		fc.assert(
			fc.property(aPlace, fc.nat(), ({ chain, index }, pick) => {
				const second = pick % chain.length;
				fc.pre(second !== index);
				const [low, high] = [Math.min(index, second), Math.max(index, second)];
				const a = chain[low] as ChainEntry;
				const b = chain[high] as ChainEntry;
				expect(faults(chain.with(low, b).with(high, a))).toEqual([`${low + 1} missing`]);
				const contents = chain.with(low, { ...b, number: a.number }).with(high, { ...a, number: b.number });
				const kinds = [`${low + 1} altered`, `${low + 1} missing`];
				expect(kinds).toContain(faults(contents)[0]);
			}),
		);
	});

	test('the personal part is changed: it is altered, and the chain holds', () => {
		fc.assert(
			fc.property(aPlace, aPersonal, (place, forged) => {
				const { tampered, number } = change(place, (entry) => ({ ...entry, personal: forged }));
				expect(faults(tampered)).toEqual([`${number} personal_altered`]);
			}),
		);
	});

	test('the personal part is gone, or called erased though nothing records it: it is missing', () => {
		fc.assert(
			fc.property(aPlace, (place) => {
				const gone = change(place, (entry) => ({ ...entry, personal: 'gone' }));
				expect(faults(gone.tampered)).toEqual([`${gone.number} personal_missing`]);
				const later = place.chain.length + 1;
				const called = change(place, (entry) => ({ ...entry, personal: { erasedIn: later } }));
				expect(faults(called.tampered)).toEqual([`${called.number} personal_missing`]);
			}),
		);
	});
});

describe('an erasure', () => {
	const aPlanWithErasure = fc
		.tuple(someActs, fc.array(fc.nat(), { minLength: 1, maxLength: 8 }), anAct)
		.map(([plan, picks, last]) => {
			const erases = [...new Set(picks.map((pick) => (pick % plan.length) + 1))].sort((a, b) => a - b);
			return { plan, erases, last };
		});

	test('leaves the chain whole', () => {
		fc.assert(
			fc.property(aPlanWithErasure, ({ plan, erases, last }) => {
				const chain = aChain([...plan, { ...last, erases }, last]);
				expect(faults(chain, sealOf(chain))).toEqual([]);
			}),
		);
	});

	test('that took more with it, or was undone, is named', () => {
		fc.assert(
			fc.property(aPlanWithErasure, ({ plan, erases, last }) => {
				const number = plan.length + 1;
				const chain = aChain([...plan, { ...last, erases }]);
				const kept = aChain([...plan, { ...last, erases: erases.slice(1) }]);
				const restored = chain.with((erases[0] ?? 1) - 1, kept[(erases[0] ?? 1) - 1] as ChainEntry);
				expect(faults(restored)).toEqual([`${number} erasure_mismatch`]);
				fc.pre(erases.length < plan.length);
				const spared = chain.findIndex((entry) => !erases.includes(entry.number));
				const more = change({ chain, index: spared }, (entry) => ({ ...entry, personal: { erasedIn: number } }));
				expect(faults(more.tampered)).toEqual([`${number} erasure_mismatch`]);
			}),
		);
	});

	test('in the name of an act that is none is named', () => {
		const personal = { salt: '00'.repeat(32), person: null, role: 'system', team: null, details: {} };
		const act = { act: 'service.published', object: null, personal };
		const { tampered } = change({ chain: aChain([act, act]), index: 0 }, (entry) => ({
			...entry,
			personal: { erasedIn: 2 },
		}));
		expect(faults(tampered)).toEqual(['2 erasure_mismatch']);
	});
});

test('every finding is one sentence that names organisation and number', () => {
	for (const fault of [
		'altered',
		'missing',
		'inserted',
		'rewritten',
		'not_sealed',
		'personal_altered',
		'personal_missing',
		'erasure_mismatch',
	] as const) {
		expect(writeFinding({ organisation: ORGANISATION, number: 3, fault })).toMatch(
			/^Organisation 1[-0-9]+, entry 3: [^.]+\.$/,
		);
	}
});
