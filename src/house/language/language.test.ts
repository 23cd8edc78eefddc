import { describe, expect, test } from 'vitest';
import { findPathLanguage, joinList, nameLanguage, preferLanguage, switchLanguage } from './language.ts';

describe('the language of a visitor', () => {
	test('is the one of the path', () => {
		expect(findPathLanguage('/nl/communes')).toBe('nl');
		expect(findPathLanguage('/nlx')).toBeUndefined();
		expect(findPathLanguage('/')).toBeUndefined();
	});

	test('is otherwise the one the browser likes best among ours', () => {
		expect(preferLanguage('es, de;q=0.8, nl;q=0.9')).toBe('nl');
		expect(preferLanguage('en-US,en;q=0.5')).toBe('en');
		expect(preferLanguage('fr;q=0, de')).toBe('de');
	});

	test('is French when nothing is known or what is sent makes no sense', () => {
		expect([null, '', 'zz', ';;;,,,', 'q=1;q=;q', 'x'.repeat(9999)].map(preferLanguage)).toEqual(Array(6).fill('fr'));
	});

	test('changes without leaving the page', () => {
		const url = new URL('http://x/fr/orientation/results?a=1&p=63079');
		expect(switchLanguage(url, 'de')).toBe('/de/orientation/results?a=1&p=63079');
		expect(switchLanguage(new URL('http://x/xx/nothing'), 'de')).toBe('/de');
	});
});

test('languages are named in the reader’s language', () => {
	expect(nameLanguage('ar', 'fr')).toBe('arabe');
	expect(nameLanguage('tr', 'nl')).toBe('Turks');
	expect(joinList(['arabe', 'français', 'turc'], 'fr')).toBe('arabe, français et turc');
});
