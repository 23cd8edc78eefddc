import { z } from 'zod';
import { languages } from '#house/language/language.ts';

/** A draft needs nothing but a name. */
export const NewServiceForm = z.object({
	name: z.string().trim().min(1).max(150),
	mainLanguage: z.enum(languages),
});
