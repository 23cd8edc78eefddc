import { error, type RequestEvent } from '@sveltejs/kit';
import { readRegister } from '#rooms/protocol/read-register.server.ts';
import type { Party } from '#rooms/protocol/party.ts';

/** The party of the address. */
export async function getParty({ locals }: RequestEvent, key: string): Promise<Party> {
	const [party] = await readRegister(locals.reader, key);
	return party ?? error(404, 'unknown_party');
}
