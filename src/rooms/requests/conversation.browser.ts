import * as z from 'zod/mini';
import { languages } from '#house/language/language.ts';
import { openIsland } from '#house/ui/open-island.ts';
import ConversationIsland from './private/asking/ConversationIsland.svelte';

const shape = z.object({
	language: z.enum(languages),
	central: z.object({ phone: z.string(), display: z.string() }),
	problem: z.string(),
	typed: z.string(),
});

if (isSecureContext) openIsland(ConversationIsland, { name: 'conversation', shape, more: {} });
