import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { access } from './access.ts';

test('every door says who may call it', () => {
	const verbs = globSync('src/rooms/directory/*.server.ts').map((file) =>
		basename(file, '.server.ts').replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
	);
	expect(verbs.length).toBeGreaterThan(10);
	expect(verbs.filter((verb) => !Object.hasOwn(access, verb))).toEqual([]);
});
