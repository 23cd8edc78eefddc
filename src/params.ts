import { defineParams } from '@sveltejs/kit/params';
export const params = defineParams({ lang: (value) => (['fr', 'nl', 'de', 'en'] as const).find((l) => l === value) });
