import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64, toBase64 } from './bytes.ts';

test('bytes are written in base64 as Node writes them for addresses, and read back', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
			const text = Buffer.from(bytes).toString('base64url');
			expect(toBase64(bytes)).toBe(text);
			expect(fromBase64(text)).toEqual(bytes);
		}),
	);
});

test.each(['A', 'AAAAA', 'AA==', 'AAA=', 'AA+A', 'AA/A', 'AA A', 'AAA\n', 'AAAé', 'AAA\u{100}', '🙂🙂'])(
	'what is not written so is refused: %j',
	(text) => expect(() => fromBase64(text)).toThrow(TypeError),
);

test('one value has one text: bits that are left over are refused', () => {
	fc.assert(
		fc.property(fc.string({ unit: fc.constantFrom(...'AQgwBCDab019-_'), maxLength: 30 }), (text) => {
			let read: Uint8Array | undefined;
			try {
				read = fromBase64(text);
			} catch (error) {
				expect(error).toBeInstanceOf(TypeError);
			}
			if (read !== undefined) expect(toBase64(read)).toBe(text);
		}),
		{ numRuns: 2000 },
	);
});
