import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#house/language/dates.ts';
import { anAct } from './party-act.builder.ts';
import { partyActKinds, type PartyAct } from './party-act.ts';
import { isParty, refuseAct, standingOn, stateOn } from './party-state.ts';

const verviers = [anAct('signed', '2018-03-02'), anAct('effective', '2018-03-02', { confirmed: false })];
const days = { today: '2026-11-24', adoptedOn: '2018-03-02' };

describe('what a party is on a day', () => {
	test('follows from its acts up to that day', () => {
		const acts = [
			anAct('announced', '2019-01-10'),
			anAct('approved_by_competent_body', '2019-05-20'),
			anAct('acceded', '2019-09-01'),
			anAct('effective', '2020-01-01'),
			anAct('suspended', '2022-01-01'),
			anAct('resumed', '2022-06-01'),
			anAct('withdrawn', '2024-01-01'),
		];
		const states = [
			'2019-01-09',
			'2019-01-10',
			'2019-05-20',
			'2019-12-31',
			'2021-06-01',
			'2022-03-01',
			'2023-01-01',
			'2024-01-01',
		];
		expect(states.map((day) => stateOn(acts, day))).toEqual([
			'unknown',
			'announced',
			'approved',
			'signed',
			'party',
			'suspended',
			'party',
			'withdrawn',
		]);
	});

	test('a signatory of 2018 was a party on 1 June 2021, and it is said what is to be confirmed', () => {
		expect(standingOn(verviers, '2021-06-01')).toEqual({
			state: 'party',
			since: '2018-03-02',
			signedOn: '2018-03-02',
			confirmed: false,
		});
		expect(stateOn(verviers, '2018-03-01')).toBe('unknown');
	});

	test('being announced is not having signed, and having signed is not being a party', () => {
		expect(isParty(stateOn([anAct('announced', '2020-01-01')], '2026-01-01'))).toBe(false);
		expect(isParty(stateOn([anAct('signed', '2020-01-01')], '2026-01-01'))).toBe(false);
		expect(isParty(stateOn([anAct('effective', '2020-01-01')], '2026-01-01'))).toBe(false);
	});

	test('an act that is corrected counts no more, the correction does', () => {
		const [signed, effective] = [anAct('signed', '2020-01-01'), anAct('effective', '2020-02-01')];
		const corrected = [signed, effective, anAct('effective', '2021-02-01', { replaces: effective.id })];
		expect(stateOn(corrected, '2020-06-01')).toBe('signed');
		expect(stateOn(corrected, '2021-06-01')).toBe('party');
		expect(
			stateOn([signed, effective, anAct('annulled', '2020-03-01', { replaces: effective.id })], '2021-06-01'),
		).toBe('signed');
	});

	test('who left may come back', () => {
		const acts = [
			...verviers,
			anAct('withdrawn', '2020-01-01'),
			anAct('acceded', '2023-01-01'),
			anAct('effective', '2023-02-01'),
		];
		expect(standingOn(acts, '2024-01-01')).toEqual({
			state: 'party',
			since: '2023-02-01',
			signedOn: '2023-01-01',
			confirmed: true,
		});
	});
});

describe('an act is refused', () => {
	test.each([
		['signed in the future', [], anAct('signed', '2027-01-01'), 'in_future'],
		['signed before there was a protocol', [], anAct('signed', '2018-03-01'), 'before_protocol'],
		['in effect unsigned', [anAct('announced', '2019-01-01')], anAct('effective', '2020-01-01'), 'not_signed'],
		['in effect twice', verviers, anAct('effective', '2020-01-01'), 'already'],
		['signed twice', verviers, anAct('signed', '2020-01-01'), 'already'],
		['suspended without being a party', [], anAct('suspended', '2020-01-01'), 'not_party'],
		['resumed without a suspension', verviers, anAct('resumed', '2020-01-01'), 'not_suspended'],
		['withdrawn twice', [...verviers, anAct('withdrawn', '2020-01-01')], anAct('withdrawn', '2021-01-01'), 'already'],
		['notified by nobody', [], anAct('notified', '2020-01-01'), 'not_signed'],
		['annulling nothing', verviers, anAct('annulled', '2020-01-01'), 'unknown_act'],
		[
			'correcting what is not there',
			verviers,
			anAct('signed', '2020-01-01', { replaces: anAct('signed', '2020-01-01').id }),
			'unknown_act',
		],
		[
			'making a later one senseless',
			[...verviers, anAct('resumed', '2022-01-01'), anAct('suspended', '2021-01-01')],
			anAct('withdrawn', '2020-06-01'),
			'breaks_later',
		],
	] as const)('%s', (_, acts, act, refused) => {
		expect(refuseAct(acts, act, days)).toBe(refused);
	});

	test.each([
		['announced before the protocol', [], anAct('announced', '2017-12-01')],
		['approved by the council after the signature', verviers, anAct('approved_by_competent_body', '2018-03-26')],
		['to leave from next year on', verviers, anAct('withdrawn', '2027-01-01')],
		['recorded late, of before', [anAct('signed', '2020-01-01')], anAct('announced', '2019-01-01')],
		['the day of effect corrected', verviers, anAct('effective', '2018-04-01', { replaces: verviers[1]?.id ?? '' })],
	] as const)('but not: %s', (_, acts, act) => {
		expect(refuseAct(acts, act, days)).toBeUndefined();
	});

	test('when it annuls the signature of what is in effect', () => {
		expect(refuseAct(verviers, anAct('annulled', '2026-01-01', { replaces: verviers[0]?.id ?? '' }), days)).toBe(
			'breaks_later',
		);
	});
});

describe('whatever is recorded', () => {
	const day = fc.integer({ min: 0, max: 3000 }).map((number) => addDays('2018-03-02', number));
	const act = fc.record({ kind: fc.constantFrom(...partyActKinds.filter((kind) => kind !== 'annulled')), on: day });
	const acts = fc.array(act, { maxLength: 12 }).map((list) => list.map(({ kind, on }) => anAct(kind, on)));

	test('nobody is a party without a signature and an effect up to that day', () => {
		fc.assert(
			fc.property(acts, day, (list, on) => {
				if (!isParty(stateOn(list, on))) return;
				const kinds = new Set(list.filter((each) => each.on <= on).map(({ kind }) => kind));
				expect(kinds.has('effective') && (kinds.has('signed') || kinds.has('acceded'))).toBe(true);
			}),
		);
	});

	test('the order of recording changes nothing, nor does what comes after the day', () => {
		fc.assert(
			fc.property(acts, day, (list, on) => {
				const state = stateOn(list, on);
				expect(stateOn(list.toReversed(), on)).toBe(state);
				expect(
					stateOn(
						list.filter((each) => each.on <= on),
						on,
					),
				).toBe(state);
			}),
		);
	});

	test('an act annulled is as if it had never been', () => {
		fc.assert(
			fc.property(acts, act, day, (list, { kind, on }, asked) => {
				const wrong = anAct(kind, on);
				const annulled = [...list, wrong, anAct('annulled', on, { replaces: wrong.id })];
				expect(standingOn(annulled, asked)).toEqual(standingOn(list, asked));
			}),
		);
	});

	test('in a history of accepted acts each has a meaning', () => {
		fc.assert(
			fc.property(acts, (wishes) => {
				const accepted: PartyAct[] = [];
				for (const wish of wishes) {
					if (refuseAct(accepted, wish, { ...days, today: '2199-01-01' }) === undefined) accepted.push(wish);
				}
				for (const each of accepted) {
					const others = accepted.filter((other) => other !== each);
					expect(refuseAct(others, each, { ...days, today: '2199-01-01' })).toBeUndefined();
				}
			}),
		);
	});
});
