import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	accessionMoveNames,
	accessionStates,
	findNextState,
	isClosed,
	mayMove,
	stagesToEffect,
	type AccessionState,
	type Mover,
} from './accession.ts';

const movers: Mover[] = ['applicant', 'secretariat', 'system'];
const attempt = fc.tuple(fc.constantFrom(...accessionMoveNames), fc.constantFrom(...movers));

/** The states that a file passes, whatever is tried on it. */
function walk(attempts: [(typeof accessionMoveNames)[number], Mover][]): AccessionState[] {
	const passed: AccessionState[] = ['draft'];
	for (const [move, by] of attempts) {
		const next = findNextState(passed.at(-1) ?? 'draft', move, by);
		if (next !== undefined) passed.push(next);
	}
	return passed;
}

describe('the way into the protocol', () => {
	test('no path leads from draft to effective without each required step, in its order', () => {
		let arrived = 0;
		const steps = ['submit', 'start_review', 'put_on_agenda', 'admit', 'sign', 'take_effect'] as const;
		const likely = fc.tuple(fc.constantFrom(...steps), fc.constantFrom(...movers));
		const tries = fc.array(fc.oneof(attempt, { weight: 20, arbitrary: likely }), { minLength: 60, maxLength: 200 });
		fc.assert(
			fc.property(tries, (attempts) => {
				const passed = walk(attempts);
				if (passed.at(-1) !== 'effective') return;
				arrived += 1;
				const lastOf = stagesToEffect.map((stage) => passed.lastIndexOf(stage));
				expect(lastOf).not.toContain(-1);
				expect(lastOf).toEqual(lastOf.toSorted((a, b) => a - b));
			}),
			{ numRuns: 2000 },
		);
		// Else nothing was shown.
		expect(arrived).toBeGreaterThan(100);
	});

	test.each(accessionStates.filter((state) => !isClosed(state)))('an applicant may withdraw from %s', (state) => {
		expect(findNextState(state, 'withdraw', 'applicant')).toBe('withdrawn');
		expect(mayMove(state, 'withdraw', 'secretariat')).toBe(false);
	});

	test.each(accessionStates.filter(isClosed))('nobody moves a file that is %s', (state) => {
		const moves = accessionMoveNames.flatMap((move) => movers.map((by) => findNextState(state, move, by)));
		expect(new Set(moves)).toEqual(new Set([undefined]));
	});

	test('an applicant decides nothing, and the system does nothing but let a day come', () => {
		const possible = (by: Mover) =>
			accessionMoveNames.filter((move) => accessionStates.some((state) => mayMove(state, move, by)));
		expect(possible('applicant')).toEqual(['submit', 'withdraw']);
		expect(possible('system')).toEqual(['take_effect']);
	});

	test('what was put off comes back to the agenda', () => {
		expect(findNextState('deferred', 'put_on_agenda', 'secretariat')).toBe('on_agenda');
	});
});
