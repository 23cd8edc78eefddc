import { defineParams } from '@sveltejs/kit/params';
import { isHsdsList } from '#rooms/directory/hsds.ts';
export const params = defineParams({
	lang: (value) => (['fr', 'nl', 'de', 'en'] as const).find((l) => l === value),
	hsds: (value) => (isHsdsList(value) ? value : undefined),
});
