import { z } from 'zod';

const PageNumber = z.coerce.number().int().min(1).max(1000).catch(1);

/** The page of a list that an address asks for; the first for anything that is none. */
export function readPage(query: URLSearchParams): number {
	return PageNumber.parse(query.get('page') ?? '1');
}
