import { mount } from 'svelte';
import * as z from 'zod/mini';
import { languages } from '#house/language/language.ts';
import { findIsland } from '#house/ui/find-island.ts';
import MyKey from './private/MyKey.svelte';

const shape = z.object({
	language: z.enum(languages),
	endpoints: z.object({ own: z.string(), change: z.string(), myKey: z.string() }),
	about: z.array(z.string()),
});
const island = findIsland('my-key', shape);
if (island !== undefined) mount(MyKey, island);
