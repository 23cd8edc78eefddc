import { z } from 'zod';

/** What opens a file to whoever applies: its id, which is no secret, and a secret. */
export interface AccessionLink {
	id: string;
	secret: string;
}

const Link = z
	.string()
	.regex(/^[0-9a-f-]{36}[.][\w-]{43}$/)
	.transform((text): AccessionLink => ({ id: text.slice(0, 36), secret: text.slice(37) }))
	.refine(({ id }) => z.uuid().safeParse(id).success);

/** What the address of a page carries. Undefined when it was cut or changed. */
export function readAccessionLink(text: string | null): AccessionLink | undefined {
	return Link.safeParse(text).data;
}

/** `f=<id>.<secret>`, for the address of every page of the file. */
export function writeAccessionLink({ id, secret }: AccessionLink): string {
	return `f=${id}.${secret}`;
}
