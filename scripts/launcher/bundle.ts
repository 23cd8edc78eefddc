import { z } from 'zod';

/** Every file that browsers are sent, by its address, with the SHA-256 of its content; and of the one script that stands in pages themselves. */
export const Bundle = z.object({
	version: z.string(),
	inline: z.array(z.string()),
	files: z.record(z.string(), z.string()),
});
export type Bundle = z.infer<typeof Bundle>;
