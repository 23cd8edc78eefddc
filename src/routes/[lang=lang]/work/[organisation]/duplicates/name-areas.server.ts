import type { Language } from '#house/language/language.ts';
import { isArea, nameArea } from '#rooms/orientation/find-places.server.ts';

/** The names of the areas that these entries cover, by their codes. */
export function nameAreas(entries: { record: { coverage: string[] } }[], language: Language): Map<string, string> {
	const codes = new Set(entries.flatMap(({ record }) => record.coverage));
	return new Map([...codes].filter(isArea).map((code) => [code, nameArea(code, language)]));
}
