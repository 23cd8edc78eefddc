import type { Access } from '#rooms/identity/access-rule.ts';

export const access = {
	reserveLocator: 'anyone',
	sendRequest: 'anyone',
	findSalt: 'anyone',
} satisfies Access;
