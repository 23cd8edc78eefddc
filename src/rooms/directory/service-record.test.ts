import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { criteria, measureCard, summariseCard, type CardFacts, type Criterion } from './completeness.ts';
import { isToBeConfirmed, monthsBefore } from './freshness.ts';
import { listLanguageStates } from './language-state.ts';
import { listMissing } from './missing-for-publishing.ts';
import { aDraftRecord, aFullRecord, makeAnyRecord } from './private/a-record.ts';
import { noWords } from './private/stored-service.ts';
import { applyEdit, listChanges, restoreField } from './service-changes.ts';
import { groupSittings, type ShownChange } from './service-history.ts';
import { readServiceFilter, writeServiceFilter } from './service-filter.ts';
import { findNextState, serviceMoves, serviceStates } from './service-lifecycle.ts';
import type { ServiceRecord, TextField } from './service-record.ts';

const anyRecord = makeAnyRecord(fc);
const today = '2026-11-23';
const full: CardFacts = { record: aFullRecord, state: 'published', confirmedOn: today };
const withWords = (words: object): ServiceRecord => ({
	...aFullRecord,
	texts: { ...aFullRecord.texts, fr: { ...aFullRecord.texts.fr, ...words } },
});

describe('changes', () => {
	test('of any two records, undone one by one, lead back', () => {
		fc.assert(
			fc.property(anyRecord, anyRecord, (before, after) => {
				const changes = listChanges(before, after);
				const undone = changes.reduce<ServiceRecord>(
					(record, change) => restoreField(record, change, change.before) ?? record,
					after,
				);
				const left = listChanges(before, undone).filter(({ field }) => field !== 'name');
				expect(left).toEqual([]);
			}),
		);
	});

	test('of order alone are none', () => {
		const record: ServiceRecord = { ...aDraftRecord, languages: ['fr', 'ar'] };
		expect(listChanges(record, { ...record, languages: ['ar', 'fr'] })).toEqual([]);
	});

	test('that say something in a new language lend it the name', () => {
		const next = applyEdit(aDraftRecord, { texts: { nl: { description: 'Wij luisteren.' } } });
		expect(next.texts.nl).toMatchObject({ name: 'Le Relais', description: 'Wij luisteren.' });
		expect(next.texts.de).toEqual(noWords);
	});

	test('to a value that is none of the field any more are not made', () => {
		expect(restoreField(aDraftRecord, { field: 'audiences', language: null }, ['everyone'])).toBeUndefined();
		expect(restoreField(aDraftRecord, { field: 'texts', language: null }, {})).toBeUndefined();
		expect(restoreField(aDraftRecord, { field: 'state', language: null }, 'draft')).toBeUndefined();
		expect(restoreField(aDraftRecord, { field: 'name', language: null }, 'x')).toBeUndefined();
	});
});

describe('each criterion of a card', () => {
	test.each<[Criterion, Partial<CardFacts>, number | undefined]>([
		['address', {}, 1],
		['address', { record: { ...aFullRecord, street: null } }, 0],
		['address', { record: { ...aFullRecord, street: null, postalCode: null, confidentialAddress: true } }, 1],
		['address', { record: { ...aFullRecord, modes: ['phone'] } }, undefined],
		['reach', {}, 1],
		['reach', { record: { ...aFullRecord, referralModes: [] } }, 0.5],
		['reach', { record: { ...aFullRecord, referralModes: [], modes: [] } }, 0],
		['audience', {}, 1],
		['audience', { record: { ...aFullRecord, audiences: [] } }, 0],
		['need', {}, 1],
		['need', { record: { ...aFullRecord, needs: [] } }, 0],
		['contact', {}, 1],
		['contact', { record: { ...aFullRecord, phone: null, email: null, url: 'https://x.be' } }, 1],
		['contact', { record: { ...aFullRecord, phone: null, email: null } }, 0],
		['email', {}, 1],
		['email', { record: { ...aFullRecord, email: null } }, 0],
		['email', { record: { ...aFullRecord, modes: ['phone'] } }, undefined],
		['phone', {}, 1],
		['phone', { record: { ...aFullRecord, phone: null } }, 0],
		['phone', { record: { ...aFullRecord, modes: ['email'] } }, undefined],
		['freshness', {}, 1],
		['freshness', { confirmedOn: '2026-05-25' }, 1],
		['freshness', { confirmedOn: '2025-08-24' }, 0.5],
		['freshness', { confirmedOn: '2024-11-20' }, 0],
		['freshness', { confirmedOn: null }, 0],
		['freshness', { state: 'draft', confirmedOn: null }, undefined],
		['cost', {}, 1],
		['cost', { record: { ...aFullRecord, free: null } }, 0],
		['cost', { record: { ...withWords({ cost: '5 € par séance' }), free: null } }, 1],
		['description', { record: withWords({ description: 'x'.repeat(49) }) }, 0],
		['description', { record: withWords({ description: 'x'.repeat(50) }) }, 0.5],
		['description', { record: withWords({ description: 'x'.repeat(199) }) }, 0.5],
		['description', { record: withWords({ description: 'x'.repeat(200) }) }, 1],
		['description', { record: withWords({ description: 'x'.repeat(1999) }) }, 1],
		['description', { record: withWords({ description: 'x'.repeat(2000) }) }, 0.5],
	])('%s of %j', (criterion, facts, value) => {
		const measured = measureCard({ ...full, ...facts }, today)[criterion];
		if (value === undefined) expect(measured).toBeUndefined();
		else expect(measured).toBeCloseTo(value, 1);
	});

	test('counts alike, and the least fulfilled is the next step', () => {
		expect(summariseCard(full, today)).toEqual({ percent: 100, best: undefined });
		const poor = { ...full, record: { ...aFullRecord, needs: [], referralModes: [] } };
		expect(summariseCard(poor, today)).toEqual({ percent: 85, best: { criterion: 'need', section: 'audience' } });
	});

	test('raising the one proposed never lowers the whole, and nothing else raises it more', () => {
		fc.assert(
			fc.property(anyRecord, (record) => {
				const facts: CardFacts = { record, state: 'published', confirmedOn: null };
				const fulfilment = measureCard(facts, today);
				const { best } = summariseCard(facts, today);
				const values = criteria.flatMap((each) => fulfilment[each] ?? []);
				if (best === undefined) expect(values.every((value) => value === 1)).toBe(true);
				else expect(fulfilment[best.criterion]).toBe(Math.min(...values));
			}),
		);
	});
});

test('a draft tells what it cannot be published without', () => {
	expect(listMissing(aDraftRecord)).toEqual(['description', 'audiences', 'needs', 'contact', 'coverage']);
	expect(listMissing(aFullRecord)).toEqual([]);
});

describe('freshness', () => {
	test('lasts as many months as the service says, to the day', () => {
		expect(isToBeConfirmed({ confirmedOn: '2026-05-23', confirmationMonths: 6 }, today)).toBe(false);
		expect(isToBeConfirmed({ confirmedOn: '2026-05-22', confirmationMonths: 6 }, today)).toBe(true);
		expect(isToBeConfirmed({ confirmedOn: '2026-05-22', confirmationMonths: 12 }, today)).toBe(false);
		expect(isToBeConfirmed({ confirmedOn: null, confirmationMonths: 12 }, today)).toBe(true);
	});

	test('counts back to the last day of a short month', () => {
		expect(monthsBefore('2026-08-31', 6)).toBe('2026-02-28');
		expect(monthsBefore('2026-01-15', 3)).toBe('2025-10-15');
	});
});

test('words older than those of the main language, missing or empty ones are told apart', () => {
	const texts = {
		fr: { ...noWords, name: 'Relais', description: 'Écoute' },
		nl: { ...noWords, name: 'Relais', description: 'Luisteren' },
		de: { ...noWords, name: 'Relais' },
		en: noWords,
	};
	const textCheckedAt = {
		fr: { otherwise: '2026-02-01T00:00:00Z', description: '2026-03-02T00:00:00Z' },
		nl: { otherwise: '2026-02-01T00:00:00Z', description: '2026-01-01T00:00:00+00:00' },
		de: { otherwise: '2026-03-01T00:00:00Z' },
	};
	const dated = { record: { ...aDraftRecord, texts }, textCheckedAt };
	const states = (...fields: TextField[]) => listLanguageStates(dated, fields).map(({ state }) => state);
	expect(states('name', 'description')).toEqual(['source', 'older', 'missing', 'empty']);
	expect(states('name')).toEqual(['source', 'current', 'current', 'empty']);
	expect(states('mission')).toEqual(['source', 'current', 'current', 'empty']);
});

test('a service moves as its lifecycle says, and not otherwise', () => {
	const drawn = serviceStates.flatMap((state) =>
		serviceMoves.flatMap((move) => {
			const next = findNextState(state, move);
			return next === undefined ? [] : [`${state} ${move} ${next}`];
		}),
	);
	expect(drawn).toEqual([
		'draft submit in_review',
		'draft archive archived',
		'in_review takeBack draft',
		'in_review publish published',
		'in_review archive archived',
		'published pause paused',
		'published archive archived',
		'paused resume published',
		'paused archive archived',
	]);
});

describe('the history', () => {
	const change = (version: number, minute: number, more: Partial<ShownChange> = {}): ShownChange => ({
		version,
		field: 'description',
		language: 'fr',
		before: `v${version - 1}`,
		after: `v${version}`,
		personId: 'a',
		name: 'Alix',
		at: new Date(Date.UTC(2026, 0, 1, 9, minute)).toISOString(),
		...more,
	});

	test('shows what was written in one sitting as one change', () => {
		const grouped = groupSittings([change(4, 40), change(3, 12), change(2, 5)]);
		expect(grouped.map(({ version, before, after }) => [version, before, after])).toEqual([
			[4, 'v3', 'v4'],
			[2, 'v1', 'v3'],
		]);
	});

	test('never takes two people for one', () => {
		expect(groupSittings([change(3, 6), change(2, 5, { personId: 'b' })])).toHaveLength(2);
	});

	test('leaves out what was taken back at once', () => {
		expect(groupSittings([change(3, 6, { after: 'v1' }), change(2, 5)])).toEqual([]);
	});
});

test('the filters of the list stand in its address', () => {
	const filter = { state: 'draft', due: true, incomplete: true, page: 2 } as const;
	expect(readServiceFilter(new URLSearchParams(writeServiceFilter(filter)))).toEqual(filter);
	const senseless = new URLSearchParams('state=lost&page=-1&due=yes');
	expect(readServiceFilter(senseless)).toEqual({ state: undefined, due: false, incomplete: false, page: 1 });
});
