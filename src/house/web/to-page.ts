import { z } from 'zod';

const PageNumber = z.coerce.number().int().min(1).max(10_000).catch(1);

/** Which page of a list an address asks for; the first one where it makes no sense. */
export function readPageNumber(given: URLSearchParams): number {
	return PageNumber.parse(given.get('page') ?? 1);
}

/** The address of a page of a list that keeps its filters; the first page has the plain one. */
export function toPage(path: string, filters: Record<string, string | undefined>, page: number): string {
	const given = Object.entries(filters).filter((entry): entry is [string, string] => (entry[1] ?? '') !== '');
	const query = new URLSearchParams([...given, ...(page > 1 ? [['page', String(page)]] : [])]).toString();
	return query === '' ? path : `${path}?${query}`;
}
