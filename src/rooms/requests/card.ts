import type { Card, FirstMessage } from './payloads.ts';

const LONGEST_TITLE = 90;

/** The line of the list as it is when a request is opened first: the first words of what was written, cut at a word. */
export function makeCard({ text, name }: Pick<FirstMessage, 'text' | 'name'>): Card {
	return { v: 1, title: cutAtWord(text.replaceAll(/\s+/g, ' ').trim()), name };
}

function cutAtWord(text: string): string {
	const letters = [...text];
	if (letters.length <= LONGEST_TITLE) return text;
	const cut = letters.slice(0, LONGEST_TITLE).join('');
	const end = cut.lastIndexOf(' ');
	return `${end > LONGEST_TITLE / 2 ? cut.slice(0, end) : cut}…`;
}
