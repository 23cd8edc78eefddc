import { ActFilter } from '#rooms/audit/act-filter.ts';

/** What an address or a form narrows the record to; a part that makes no sense is left out. */
export function readFilter(given: URLSearchParams | FormData): ActFilter {
	const wish = Object.entries(ActFilter.shape).flatMap(([name, schema]) => {
		const read = schema.safeParse(given.get(name) ?? undefined);
		return read.success && read.data !== undefined ? [[name, read.data]] : [];
	});
	return ActFilter.parse(Object.fromEntries(wish));
}
