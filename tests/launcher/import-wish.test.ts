import { expect, test } from 'vitest';
import { readImportWish } from '../../scripts/launcher/import-wish.ts';

const whole = ['--organisation', 'verviers', '--source', 'liste-2026'];

test('a file is read and nothing is written, unless it is said', () => {
	const wish = readImportWish([...whole, '--file', 'package.json']);
	expect(wish).toMatchObject({ take: false, publish: false, overwrite: false, archiveMissing: false, language: 'fr' });
	expect(wish.input).toMatchObject({ from: 'file', name: 'package.json' });
	expect(readImportWish([...whole, '--file', 'package.json', '--take'])).toMatchObject({ take: true, publish: false });
	expect(readImportWish([...whole, '--folder', 'docs', '--publish'])).toMatchObject({ take: true, publish: true });
	expect(readImportWish([...whole, '--folder', 'docs', '--publish', '--dry-run'])).toMatchObject({ take: false });
});

test('a feed of a private network is read only where the operator allows it', () => {
	const feed = [...whole, '--feed', 'http://10.0.0.1/api/hsds/v3'];
	expect(readImportWish(feed).input).toEqual({
		from: 'feed',
		url: 'http://10.0.0.1/api/hsds/v3',
		allowPrivateAddresses: false,
	});
	expect(readImportWish([...feed, '--allow-private']).input).toMatchObject({ allowPrivateAddresses: true });
});

test.each([
	[['--source', 'x', '--file', 'package.json'], '--organisation is missing'],
	[
		['--organisation', 'verviers', '--source', 'Ma liste', '--file', 'package.json'],
		'--source is missing, or not of lower-case',
	],
	[whole, 'give one of --file, --folder and --feed'],
	[[...whole, '--file', 'package.json', '--folder', 'docs'], 'give one of --file, --folder and --feed'],
	[[...whole, '--file', 'nothing.csv'], 'there is nothing at'],
	[[...whole, '--feed', 'ftp://a.example'], '--feed is no address'],
	[[...whole, '--file', 'package.json', '--language', 'es'], '--language must be one of'],
	[[...whole, '--pay'], "Unknown option '--pay'"],
])('%j is refused in one sentence that says what to give', (args, said) => {
	expect(() => readImportWish(args)).toThrow(said);
	expect(() => readImportWish(args)).toThrow('npm run import -- --organisation verviers');
});
