import type { Access } from '#rooms/identity/access-rule.ts';

export const access = {
	readImport: 'system',
	inspectSpreadsheet: 'system',
	writePackage: 'system',
	findPackage: 'anyone',
} satisfies Access;
