/** The address of a page of a list that keeps its filters; the first page has the plain one. */
export function toPage(path: string, filters: Record<string, string | undefined>, page: number): string {
	const given = Object.entries(filters).filter((entry): entry is [string, string] => (entry[1] ?? '') !== '');
	const query = new URLSearchParams([...given, ...(page > 1 ? [['page', String(page)]] : [])]).toString();
	return query === '' ? path : `${path}?${query}`;
}
