import type { Access } from '#rooms/identity/access-rule.ts';

export const access = {
	countHolders: 'system',
	findCurrentEpoch: 'system',
	findSigningKey: 'system',
	listMonthsOver: 'system',
	destroyRetentionKey: 'system',
	outerLayer: 'system',
	getOwnKeys: 'signed_in',
} satisfies Access;
