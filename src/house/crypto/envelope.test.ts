import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { fromBase64, randomBytes, toBase64, utf8ToBytes, bytesToUtf8 } from './bytes.ts';
import { CannotOpen, open, seal, type Place } from './envelope.ts';
import { pad, padmeSize, unpad } from './pad.ts';

const key = randomBytes(32);
const place: Place = {
	kind: 'message',
	organisation: 'namur',
	team: 'écoute',
	container: 'request-1',
	object: 'message-1',
	version: 1,
};
const content = utf8ToBytes('Je m’inquiète pour mon fils.');

describe('what is sealed', () => {
	test('opens with its key, in its place', () => {
		expect(bytesToUtf8(open(key, place, seal(key, place, content)))).toBe('Je m’inquiète pour mon fils.');
	});

	test('does not open with another key', () => {
		expect(() => open(randomBytes(32), place, seal(key, place, content))).toThrow(CannotOpen);
	});

	test.each(['kind', 'organisation', 'team', 'container', 'object', 'version'] as const)(
		'does not open with another %s',
		(part) => {
			const elsewhere = { ...place, [part]: part === 'version' ? 2 : 'another' };
			expect(() => open(key, elsewhere, seal(key, place, content))).toThrow(CannotOpen);
		},
	);

	test('does not open once any one of its bytes is altered', () => {
		const sealed = seal(key, place, content);
		for (let index = 0; index < sealed.length; index++) {
			const altered = Uint8Array.from(sealed);
			altered[index] = (altered[index] ?? 0) ^ 1;
			expect(() => open(key, place, altered)).toThrow(CannotOpen);
		}
		for (const length of [0, 1, 25, 40, sealed.length - 1]) {
			expect(() => open(key, place, sealed.subarray(0, length))).toThrow(CannotOpen);
		}
	});

	test('is never the same twice, and a short word is as long as a sentence', () => {
		expect(seal(key, place, content)).not.toEqual(seal(key, place, content));
		expect(seal(key, place, utf8ToBytes('oui'))).toHaveLength(seal(key, place, content).length);
	});

	test('is refused with a key of another size', () => {
		expect(() => seal(randomBytes(31), place, content)).toThrow(TypeError);
	});

	test('a file sealed by an earlier release still opens', () => {
		const kept =
			'AXxp24uEiQBbLmpQ2dPLleT8GR2qrGgQ9cRzQMiJ8t8jRR-xSEyskOr15wmhT3hRNCAvrwspYwolOI-BVlIlDmcnnCbfVAf0n23OCRC3mT2vqhHOuqZkTlDOI-UJaKLcnBibDyhbr26MMssmvD6XEUEjA3stN_dNtSJpgImYHpTzs1EYetBZw_5HIX1q5yKrhoYOPdW6uOS6eK84owV2QV_GEMc8wVJLFb6CplwNN8IXPiD4yzpJew5OCM7ObAOnBghpDcADxmoEhOwfHeiuTNPRwCPQtZ9reXzeEWht9bxY4RHFcnHYS_19anKWCdD8BmMa5BfcjurQj6MUBTIwb-nyiKoeuc_OwQ6VrgPR6yg2dvnADmKn2NPi2Lemc56RABiFD7wAwMmd';
		const keptKey = fromBase64('AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8');
		expect(bytesToUtf8(open(keptKey, place, fromBase64(kept)))).toBe('Je m’inquiète pour mon fils.');
	});
});

describe('padding', () => {
	test('gives back what went in, and adds an eighth at most', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
				const padded = pad(bytes);
				expect(unpad(padded)).toEqual(bytes);
				expect(padded.length).toBeLessThanOrEqual(Math.max(256, (bytes.length + 4) * 1.12));
			}),
		);
	});

	test('follows the published sizes', () => {
		expect([9, 100, 257, 1000, 1_000_001].map(padmeSize)).toEqual([10, 104, 272, 1024, 1_015_808]);
	});

	test('is refused where it is not as it should be', () => {
		const padded = pad(content);
		padded[200] = 1;
		expect(unpad(padded)).toBeUndefined();
		expect(unpad(new Uint8Array(3))).toBeUndefined();
		expect(unpad(new Uint8Array(300))).toBeUndefined();
	});
});

describe('base64', () => {
	test('gives back what went in', () => {
		fc.assert(
			fc.property(fc.uint8Array(), (bytes) => {
				expect(fromBase64(toBase64(bytes))).toEqual(bytes);
			}),
		);
	});

	test.each(['a', 'a=', 'a b', 'AB', '+/'])('refuses %j', (text) => {
		expect(() => fromBase64(text)).toThrow(TypeError);
	});
});
