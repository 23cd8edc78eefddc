import { expect, test } from 'vitest';
import { formatPhone } from './phone.ts';

test('a Belgian number is written in the national way', () => {
	expect(formatPhone('+3225114460')).toBe('02 511 44 60');
	expect(formatPhone('+3281221122')).toBe('081 22 11 22');
	expect(formatPhone('112')).toBe('112');
});

test('a foreign number keeps its country', () => {
	expect(formatPhone('+33142345678')).toBe('+33 1 42 34 56 78');
});

test('an imaginary number is grouped like a real one', () => {
	expect(formatPhone('+3287000012')).toBe('087 00 00 12');
	expect(formatPhone('+3240000101')).toBe('04 000 01 01');
});
