import { expect, test } from 'vitest';
import { findRelyingParty } from './relying-party.ts';

test.each([
	['http://localhost:3000/fr/sign-in', undefined, { party: { id: 'localhost', origin: 'http://localhost:3000' } }],
	['https://maillage.test/fr/sign-in', undefined, { party: { id: 'maillage.test', origin: 'https://maillage.test' } }],
	[
		'https://maillage.test/fr/sign-in',
		'https://maillage.test',
		{ party: { id: 'maillage.test', origin: 'https://maillage.test' } },
	],
	['http://127.0.0.1:3000/fr/sign-in?a=1', undefined, { elsewhere: 'http://localhost:3000/fr/sign-in?a=1' }],
	['http://[::1]:3000/fr/sign-in', undefined, { elsewhere: 'http://localhost:3000/fr/sign-in' }],
	['http://10.0.0.7/fr/sign-in', 'https://maillage.test', { elsewhere: 'https://maillage.test/fr/sign-in' }],
	['http://10.0.0.7/fr/sign-in', undefined, { nowhere: true }],
	['http://maillage.test/fr/sign-in', undefined, { nowhere: true }],
])('at %s, with ORIGIN %s', (url, origin, found) => {
	expect(findRelyingParty(new URL(url), origin)).toEqual(found);
});
