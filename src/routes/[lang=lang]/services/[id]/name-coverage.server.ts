import type { Language } from '#house/language/language.ts';
import { nameArea } from '#rooms/orientation/find-places.server.ts';
import { nearnessOf } from '#rooms/orientation/orientation.ts';

/** The areas of a service by name; a commune has a page of its own. */
export function nameCoverage(codes: string[], language: Language) {
	return codes.map((code) => ({ code, name: nameArea(code, language), isCommune: nearnessOf(code) === 'commune' }));
}
