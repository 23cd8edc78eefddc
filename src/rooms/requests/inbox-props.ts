import * as z from 'zod/mini';
import { languages } from '#house/language/language.ts';

const Named = z.object({ id: z.uuid(), name: z.string() });

/** What the server tells the inbox: no content, and nothing that opens any. */
export const InboxProps = z.object({
	language: z.enum(languages),
	organisationId: z.uuid(),
	teamId: z.uuid(),
	teamName: z.string(),
	me: Named,
	/** The address of the inbox, which those of its endpoints begin with. */
	path: z.string(),
	today: z.iso.date(),
	members: z.array(Named),
	services: z.array(z.extend(Named, { signsAs: z.enum(['role', 'name']) })),
	templates: z.array(z.object({ id: z.uuid(), language: z.enum(languages), title: z.string(), words: z.string() })),
	/** Where the keys are asked for (`Unlock.svelte`). */
	endpoints: z.object({ own: z.string(), myKey: z.string(), teamKeys: z.string() }),
});
export type InboxProps = z.infer<typeof InboxProps>;
