import * as z from 'zod/mini';
import { languages } from '#house/language/language.ts';
import { openIsland } from '#house/ui/open-island.ts';
import { AskTried } from './ask-form.ts';
import { Intake } from './intake.ts';
import WriteIsland from './private/asking/WriteIsland.svelte';

const shape = z.object({
	language: z.enum(languages),
	service: z.object({ id: z.string(), imaginary: z.boolean() }),
	intake: Intake,
	challenge: z.string(),
	central: z.object({ phone: z.string(), display: z.string() }),
	address: z.string(),
	tried: z.optional(AskTried),
});

// Elsewhere than in a secure context the browser seals nothing: the form without a script stays.
if (isSecureContext) openIsland(WriteIsland, { name: 'write', shape, more: {} });
