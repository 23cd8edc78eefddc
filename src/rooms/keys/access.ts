import type { Access } from '#rooms/identity/access-rule.ts';

export const access = {
	makeOuterLayer: 'system',
	findOuterLayer: 'system',
	loadDemonstrationKeys: 'system',
	removeDemonstrationKeys: 'system',
} satisfies Access;
