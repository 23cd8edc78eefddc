import * as z from 'zod/mini';
import { languages } from '#house/language/language.ts';
import { openIsland } from '#house/ui/open-island.ts';
import MyKey from './private/MyKey.svelte';

const shape = z.object({
	language: z.enum(languages),
	endpoints: z.object({ own: z.string(), change: z.string(), myKey: z.string() }),
	about: z.array(z.string()),
});
openIsland(MyKey, { name: 'my-key', shape, more: {} });
