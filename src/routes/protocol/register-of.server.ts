import { error, type RequestEvent } from '@sveltejs/kit';
import { readClock } from '#house/language/dates.ts';
import { listOn, type ListedParty } from '#rooms/protocol/party-list.ts';
import { readRegister } from '#rooms/protocol/read-register.server.ts';
import { readRegisterDay } from '#rooms/protocol/register-day.ts';

/** The register on the day that an address of the open data asks for; what is no day is refused. */
export async function registerOf({ url, locals }: RequestEvent): Promise<{ day: string; listed: ListedParty[] }> {
	const { day, refused } = readRegisterDay(url, readClock(new Date()).date);
	if (refused !== undefined) error(400, 'unknown_day');
	return { day, listed: listOn(await readRegister(locals.reader), day, 'fr') };
}
