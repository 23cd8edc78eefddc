import { z } from 'zod';

const Hash = z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256 in hex');

/** The first line of an exported chain: the root that covers it and the way to it. What follows are its entries. */
export const ExportHead = z.object({
	v: z.literal(1),
	organisation: z.uuid(),
	day: z.iso.date(),
	root: Hash,
	head: z.object({ organisation: z.uuid(), number: z.number().int(), hash: Hash }),
	path: z.array(z.object({ side: z.enum(['left', 'right']), hash: Hash })),
});
export type ExportHead = z.infer<typeof ExportHead>;

const Personal = z.object({
	salt: z.string(),
	person: z.string().nullable(),
	role: z.string(),
	team: z.string().nullable(),
	details: z.record(z.string(), z.string()),
});

/** Every other line. Only the shape is asked here; whether it is true, the verification says. */
export const ExportEntry = z.object({
	organisation: z.string(),
	number: z.number(),
	at: z.string(),
	act: z.string(),
	object: z.string().nullable(),
	commitment: z.string(),
	previous: z.string(),
	hash: z.string(),
	personal: z.union([Personal, z.object({ erasedIn: z.number() }), z.enum(['withheld', 'gone'])]),
});
