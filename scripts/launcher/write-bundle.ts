import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Bundle } from './bundle.ts';

// A start looks whether there is a build before anything else: what reads a list is in a module of its own, for it needs a library.
export const BUNDLE_FILE = 'bundle.json';

export function hashContent(content: string | Uint8Array): string {
	return createHash('sha256').update(content).digest('hex');
}

/** Writes the list of a build beside it: the server shows it at `/bundle.json`. */
export function writeBundle(buildDirectory: string): void {
	const bundle = `${JSON.stringify(listBundle(buildDirectory), null, '\t')}\n`;
	writeFileSync(join(buildDirectory, BUNDLE_FILE), bundle);
}

function listBundle(buildDirectory: string): Bundle {
	const client = join(buildDirectory, 'client');
	const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));
	// What is compressed beforehand is the same file.
	const paths = globSync('**', { cwd: client, withFileTypes: true })
		.filter((entry) => entry.isFile() && !/\.(gz|br)$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name))
		.toSorted();
	const files = Object.fromEntries(
		paths.map((path) => [path.slice(client.length).replaceAll(sep, '/'), hashContent(readFileSync(path))]),
	);
	return { version, inline: listInline(readFileSync('src/app.html', 'utf8')), files };
}

/** The hashes of the scripts that stand in a page itself. What holds data and is run by no browser is none. */
export function listInline(page: string): string[] {
	return [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script]) => hashContent(script ?? ''));
}
