import type { Access } from '#rooms/identity/access-rule.ts';

export const access = {
	outerLayer: 'system',
	getOwnKeys: 'signed_in',
} satisfies Access;
