import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { audiences, needs } from '#rooms/directory/service.ts';
import {
	codeOfAudience,
	codeOfNeed,
	listNeeds,
	nearnessOf,
	nextStep,
	readRequest,
	writeRequest,
} from './orientation.ts';

const known = (code: string) => code === '63079' || code === '01000';
const read = (query: string) => readRequest(new URLSearchParams(query), known);

describe('a request in an address', () => {
	test('is read back as it was written', () => {
		for (const audience of audiences) {
			for (const need of needs) {
				const request = { audience, need, place: '63079', language: 'ar', page: 2 };
				expect(read(writeRequest(request))).toEqual(request);
			}
		}
	});

	test('tells nothing to whoever reads the history: codes are digits', () => {
		expect(
			[...audiences.map(codeOfAudience), ...needs.map(codeOfNeed)].every((code) => /^[0-9]{1,2}$/.test(code)),
		).toBe(true);
	});

	test('is refused, with the reason, when it makes no sense', () => {
		expect(read('a=5')).toEqual({ refused: 'unknown_audience' });
		expect(read('a=01')).toEqual({ refused: 'unknown_audience' });
		expect(read('n=11')).toEqual({ refused: 'unknown_need' });
		expect(read('p=99999')).toEqual({ refused: 'unknown_place' });
		expect(read('p=63079x')).toEqual({ refused: 'unknown_place' });
		expect(read('a=1&a=2')).toEqual({ refused: 'repeated' });
		expect(read('l=zzzzzzzz')).toEqual({ refused: 'unknown_language' });
		expect(read('s=0')).toEqual({ refused: 'unknown_page' });
		expect(read('s=999')).toEqual({ refused: 'unknown_page' });
	});

	test('never makes the reader fail, whatever stands in it', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.constantFrom('a', 'n', 'p', 'l', 's', 'q', 'x'), fc.string({ unit: 'binary' }))),
				(pairs) => {
					expect(() => readRequest(new URLSearchParams(pairs), known)).not.toThrow();
				},
			),
			{ numRuns: 10_000 },
		);
	});
});

describe('the steps', () => {
	test('warn about quick exit right after the first answer of someone it may protect', () => {
		expect(nextStep({ audience: 'relative' }, 'audience')).toBe('/orientation/before?a=2');
		expect(nextStep({ audience: 'person' }, 'audience')).toBe('/orientation/before?a=1');
		expect(nextStep({ audience: 'professional' }, 'audience')).toBe('/orientation/need?a=3');
	});

	test('ask what is still open and skip what is known', () => {
		expect(nextStep({ audience: 'relative' })).toBe('/orientation/need?a=2');
		expect(nextStep({ audience: 'relative', need: 'listen' })).toBe('/orientation/place?a=2&n=1');
		expect(nextStep({ audience: 'relative', need: 'listen', place: '63079' })).toBe(
			'/orientation/results?a=2&n=1&p=63079',
		);
	});

	test('offer every need to every audience, each once', () => {
		for (const audience of audiences) {
			expect([...listNeeds(audience)].sort()).toEqual([...needs].sort());
		}
	});
});

test('a code tells how wide its territory is', () => {
	expect(['63079', '63000', '60000', '20002', '03000', 'fwb', '01000'].map(nearnessOf)).toEqual([
		'commune',
		'arrondissement',
		'province',
		'province',
		'region',
		'community',
		'country',
	]);
});
