import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isBuilt, lookAtSources } from '../../scripts/launcher/build.ts';
import { aFolder } from './start.ts';

const files = [
	'package-lock.json',
	'vite.config.ts',
	'scripts/compile-messages.ts',
	'scripts/launcher/open.ts',
	'static/mark.svg',
	'reference/areas.csv',
	'src/rooms/audit/act.ts',
];
const before = process.cwd();
const { folder, remove } = aFolder();

beforeAll(() => {
	process.chdir(folder);
	for (const file of [...files, 'build/index.js', 'build/bundle.json']) write(file, 'as it was');
	lookAtSources()();
});
afterAll(() => {
	process.chdir(before);
	remove();
});

test('a build is that of the sources it was made of', () => {
	expect(isBuilt()).toBe(true);
});

test('a build whose list of hashes is gone is none', () => {
	rmSync('build/bundle.json');
	expect(isBuilt()).toBe(false);
	write('build/bundle.json', '{}');
	expect(isBuilt()).toBe(true);
});

test.each(files)('it is no longer when %s has changed, even to the same length and with its old time', (file) => {
	const { atime, mtime } = statSync(file);
	write(file, 'as it is.');
	utimesSync(file, atime, mtime);
	expect(isBuilt()).toBe(false);
	write(file, 'as it was');
	expect(isBuilt()).toBe(true);
});

test('a new source makes it another, a test or what is generated does not', () => {
	write('src/rooms/audit/act.test.ts', 'a test');
	write('src/generated/messages/fr.js', 'generated');
	expect(isBuilt()).toBe(true);
	write('src/rooms/audit/second-act.ts', 'a source');
	expect(isBuilt()).toBe(false);
});

function write(file: string, text: string): void {
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, text);
}
