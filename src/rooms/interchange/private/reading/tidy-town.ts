import type { HsdsObject } from '#rooms/directory/hsds.ts';
import { listTownNames } from '#rooms/orientation/find-places.server.ts';
import { normalisePlace } from '#rooms/orientation/place.ts';
import type { Place } from '../../imported.ts';
import type { Report } from './report.ts';

/** LIEGE at 4000 is Liège: a Belgian town in capitals is written as its postal code has it; any other stays. */
export function tidyTown(address: HsdsObject, place: Place, report: Report): HsdsObject {
	const { city, postal_code: code, country } = address;
	if (typeof city !== 'string' || typeof code !== 'string' || !isShouted(city)) return address;
	if (country !== undefined && country !== 'BE') return address;
	const wanted = normalisePlace(city);
	const known = listTownNames(code.trim()).find((name) => normalisePlace(name) === wanted);
	if (known === undefined || known === city) return address;
	report.notice('tidied', place, { was: city, is: known });
	return { ...address, city: known };
}

function isShouted(text: string): boolean {
	return text === text.toUpperCase() && /\p{Lu}.*\p{Lu}/u.test(text);
}
