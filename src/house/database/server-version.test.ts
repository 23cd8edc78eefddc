import { expect, test } from 'vitest';
import { refuseServerVersion } from './server-version.ts';

test.each([150_000, 150_018, 180_004, 190_000])('a server of version number %i will do', (versionNumber) => {
	expect(refuseServerVersion(versionNumber)).toBeUndefined();
});

test.each([140_099, 130_002, 90_624])(
	'a server of version number %i is too old, and the sentence says so',
	(versionNumber) => {
		expect(refuseServerVersion(versionNumber)).toMatch(/PostgreSQL \d+, Maillage needs 15 or later/);
	},
);
