import { isOurAddress } from '../web/site-address.ts';

/** A line of a mail; `href` where it is the address of a page of ours, as a path, so that it opens on the site one is reading on. */
export interface MailLine {
	text: string;
	href: string | undefined;
}

/** The text of a mail line by line, without the empty ones. */
export function readMailText(text: string): MailLine[] {
	return text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '' && line !== '--')
		.map((line) => ({ text: line, href: findPath(line) }));
}

function findPath(line: string): string | undefined {
	if (!URL.canParse(line) || !isOurAddress(line)) return undefined;
	const { pathname, search, hash } = new URL(line);
	return pathname + search + hash;
}
