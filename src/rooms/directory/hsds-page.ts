import type { HsdsQuestion } from './hsds-question.ts';
import type { HsdsPage } from './list-hsds-documents.server.ts';

/** The envelope of a page, around documents that are already written. Changes come without pages: what is left counts. */
export function writeHsdsPage(
	{ page, perPage, cursor }: HsdsQuestion,
	{ total, size, contents, next }: HsdsPage,
): string {
	const number = cursor === undefined ? page : 1;
	const pages = Math.ceil(total / perPage);
	const head = {
		total_items: total,
		total_pages: pages,
		page_number: number,
		size,
		first_page: number === 1,
		last_page: number >= pages,
		empty: size === 0,
		x_be_cursor: next,
	};
	return `${JSON.stringify(head).slice(0, -1)},"contents":[${contents}]}`;
}
