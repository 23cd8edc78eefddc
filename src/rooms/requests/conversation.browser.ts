import * as z from 'zod/mini';
import { mount } from 'svelte';
import { languages } from '#house/language/language.ts';
import { findIsland } from '#house/ui/find-island.ts';
import ConversationIsland from './private/asking/ConversationIsland.svelte';

const Props = z.object({
	language: z.enum(languages),
	central: z.object({ phone: z.string(), display: z.string() }),
});

if (isSecureContext) {
	const found = findIsland('conversation', Props);
	if (found) mount(ConversationIsland, found);
}
