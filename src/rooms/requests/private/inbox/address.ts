import type { RequestFilter } from '../../request-filter.ts';
import { readRequestFilter, writeRequestFilter } from '../../request-filter.ts';

/** What the address of the inbox says: which filters, and which request is open. Nothing of what was written stands in it. */
export interface InboxAddress {
	filter: RequestFilter;
	requestId: string | undefined;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function readInboxAddress(search: string): InboxAddress {
	const given = new URLSearchParams(search);
	const id = given.get('request') ?? '';
	return { filter: readRequestFilter(given), requestId: uuid.test(id) ? id : undefined };
}

export function writeInboxAddress(path: string, { filter, requestId }: InboxAddress): string {
	const address = writeRequestFilter(path, filter);
	if (requestId === undefined) return address;
	return `${address}${address.includes('?') ? '&' : '?'}request=${requestId}`;
}
