import { z } from 'zod';
import type { Language } from '#house/language/language.ts';
import content from '#reference/network.json' with { type: 'json' };

const Party = z.object({
	id: z.string(),
	name: z.object({ fr: z.string(), nl: z.string(), de: z.string(), en: z.string() }),
	nis: z.string().optional(),
});
const Network = z.object({ protocol: z.object({ signed_on: z.iso.date() }), parties: z.array(Party) });

/** A signatory of the protocol; `nis` where it is a commune. */
export type Party = { id: string; name: string; nis: string | undefined };

const network = Network.parse(content);

/** The day of signature, YYYY-MM-DD. */
export const signedOn = network.protocol.signed_on;

/** The signatories in the order of the protocol. */
export function listParties(language: Language): Party[] {
	return network.parties.map(({ id, name, nis }) => ({ id, name: name[language], nis }));
}
