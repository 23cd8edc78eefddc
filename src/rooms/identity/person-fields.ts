import { z } from 'zod';

const LONGEST_NAME = 120;
const LONGEST_ADDRESS = 254;

/** One line of text: what goes into a mail must not begin another. */
export const Name = z
	.string()
	.trim()
	.min(1)
	.max(LONGEST_NAME)
	.regex(/^[^\p{Cc}\u2028\u2029]*$/u);

export const Email = z.string().trim().pipe(z.email().max(LONGEST_ADDRESS));
