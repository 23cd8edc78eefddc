import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readReturnPath } from './return-path.ts';

test.each([
	['/fr/work', '/fr/work'],
	['/nl/work/sessions?done=ended', '/nl/work/sessions?done=ended'],
	['/fr/work/../work/passkeys', '/fr/work/passkeys'],
])('%s is a page to come back to', (wish, path) => {
	expect(readReturnPath(wish, 'fr')).toBe(path);
});

test.each([
	'https://evil.example/fr/work',
	'//evil.example/fr/work',
	'/\\evil.example/fr/work',
	'\\\\evil.example/fr/work',
	'/\t/evil.example/fr/work',
	'https:/fr/work',
	'javascript:alert(1)',
	'/fr/workshop',
	'/fr/work/../../exit',
	'/fr/work/%2e%2e/exit',
	'/fr/exit',
	'/fr',
	'fr/work',
	'',
	`/fr/work?${'a'.repeat(600)}`,
	null,
	undefined,
])('%s is not', (wish) => {
	expect(readReturnPath(wish, 'de')).toBe('/de/work');
});

test('no wish whatever leads to another site', () => {
	const piece = fc.constantFrom(
		'/',
		'\\',
		'//',
		'fr',
		'work',
		'.',
		'..',
		':',
		'@',
		'\t',
		'\n',
		'evil.example',
		'https',
		'?',
		'#',
		'%2f',
		'%5c',
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
			const path = readReturnPath(pieces.join(''), 'fr');
			expect(new URL(path, 'https://maillage.test').origin).toBe('https://maillage.test');
			expect(path).toMatch(/^\/(fr|nl|de|en)\/work([/?]|$)/);
		}),
		{ numRuns: 3000 },
	);
});
