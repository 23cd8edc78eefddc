import * as z from 'zod/mini';
import { languages } from '#house/language/language.ts';
import { openIsland } from '#house/ui/open-island.ts';
import Recovery from './private/Recovery.svelte';

const shape = z.object({
	language: z.enum(languages),
	organisation: z.string(),
	endpoints: z.object({ state: z.string(), change: z.string() }),
});
openIsland(Recovery, { name: 'recovery', shape, more: {} });
