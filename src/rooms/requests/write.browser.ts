import * as z from 'zod/mini';
import { mount } from 'svelte';
import { languages } from '#house/language/language.ts';
import { findIsland } from '#house/ui/find-island.ts';
import { Intake } from './intake.ts';
import WriteIsland from './private/asking/WriteIsland.svelte';

const Props = z.object({
	language: z.enum(languages),
	service: z.object({ id: z.string(), imaginary: z.boolean() }),
	intake: Intake,
	challenge: z.string(),
	central: z.object({ phone: z.string(), display: z.string() }),
	address: z.string(),
});

// Elsewhere than in a secure context the browser seals nothing: the form without a script stays.
if (isSecureContext) {
	const found = findIsland('write', Props);
	if (found) mount(WriteIsland, found);
}
