import { scryptSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { toBase64 } from './bytes.ts';
import { isLocator, makeLocator, makeReceipt, readReceipt, writeReceipt } from './receipt.ts';
import { deriveRequesterKeys, receiptPassword, receiptWork, splitRequesterKey } from './requester-keys.ts';

const characters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const receipt = { locator: '7KQ2MX', secret: '0123456789ABCDEFGHJK' };

describe('a receipt', () => {
	test('is written in seven groups of four, and read back', () => {
		const made = makeReceipt(makeLocator());
		expect(isLocator(made.locator)).toBe(true);
		expect(writeReceipt(made)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4} ){6}[0-9A-HJKMNP-TV-Z]{4}$/);
		expect(readReceipt(writeReceipt(made))).toEqual(made);
	});

	test('is read however it was typed', () => {
		const text = writeReceipt(receipt);
		const typed = text.toLowerCase().replaceAll(' ', '-').replaceAll('0', 'o').replaceAll('1', 'l');
		expect(readReceipt(` ${typed}\n`)).toEqual(receipt);
	});

	test('of which one character is mistyped is noticed, in nearly every case', () => {
		const text = writeReceipt(receipt).replaceAll(' ', '');
		let unnoticed = 0;
		let tried = 0;
		for (let index = 0; index < text.length; index++) {
			for (const character of characters.replace(text[index] ?? '', '')) {
				const read = readReceipt(text.slice(0, index) + character + text.slice(index + 1));
				tried += 1;
				if (!('problem' in read)) unnoticed += 1;
			}
		}
		expect(tried).toBe(28 * 31);
		expect(unnoticed).toBeLessThan(tried / 200);
	});

	test('too short, too long or with a letter that none has says which', () => {
		const text = writeReceipt(receipt);
		expect(readReceipt(text.slice(0, -1))).toEqual({ problem: 'incomplete' });
		expect(readReceipt(`${text}0`)).toEqual({ problem: 'too_long' });
		expect(readReceipt(text.replace('A', 'U'))).toEqual({ problem: 'mistyped' });
	});

	test('has every character of the alphabet as often', () => {
		const counts = new Map<string, number>();
		for (let round = 0; round < 2000; round++) {
			for (const character of makeReceipt('000000').secret) counts.set(character, (counts.get(character) ?? 0) + 1);
		}
		expect(counts.size).toBe(32);
		for (const count of counts.values()) expect(Math.abs(count - 1250)).toBeLessThan(250);
	});

	test('any text is read or refused, never thrown at', () => {
		fc.assert(
			fc.property(fc.string(), (text) => {
				expect(readReceipt(text)).toBeTypeOf('object');
			}),
		);
	});
});

describe('the keys of a receipt', () => {
	const salt = new Uint8Array(16).fill(7);

	test('are those that scrypt of another maker gives', { timeout: 60_000 }, async () => {
		const { N, r, p, dkLen } = receiptWork;
		const other = scryptSync(receiptPassword(receipt), salt, dkLen, { N, r, p, maxmem: 2 ** 28 });
		const told: number[] = [];
		const keys = await deriveRequesterKeys(receipt, salt, (done) => told.push(done));
		expect(keys).toEqual(splitRequesterKey(other));
		expect(told.at(-1)).toBe(1);
		expect(new Set([keys.authentication, keys.wrapping, keys.signingSeed].map(toBase64)).size).toBe(3);
	});

	test('are pinned: a receipt given today opens its request for ever', () => {
		const keys = splitRequesterKey(new Uint8Array(32).fill(1));
		expect(toBase64(keys.authentication)).toBe('ALTrsmekyT7AZY61vLRN-P6bbIT7FsqaRMVVa04odNU');
		expect(toBase64(keys.wrapping)).toBe('P5fECHIpoW3QUEKvna2HMywtUisq4xoVJdSRmjYlGDI');
		expect(toBase64(keys.signingSeed)).toBe('hLgxLQrisaYVwjve0XimSFIqTw75bHAjf3kppgPI1Po');
		expect(new TextDecoder().decode(receiptPassword(receipt))).toBe('maillage receipt 7KQ2MX 0123456789ABCDEFGHJK');
		expect(writeReceipt(receipt)).toBe('7KQ2 MX01 2345 6789 ABCD EFGH JK1N');
	});
});
