import { mount } from 'svelte';
import * as z from 'zod/mini';
import { languages } from '#house/language/language.ts';
import { findIsland } from '#house/ui/find-island.ts';
import Recovery from './private/Recovery.svelte';

const shape = z.object({
	language: z.enum(languages),
	organisation: z.string(),
	endpoints: z.object({ state: z.string(), change: z.string() }),
});
const island = findIsland('recovery', shape);
if (island !== undefined) mount(Recovery, island);
