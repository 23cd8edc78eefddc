import { globSync } from 'node:fs';
import { expect, test } from 'vitest';

const banned = /risk|score|threat|suspect|watch-?list|blacklist|flagged|profil/i;

test('no page, room or door is named after what this software will never do', () => {
	const files = globSync(['src/routes/**', 'src/rooms/**']);
	expect(files.length).toBeGreaterThan(50);
	expect(files.filter((file) => banned.test(file))).toEqual([]);
});
