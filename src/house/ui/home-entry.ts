/** One thing on the page of whoever has signed in: what waits for them, what is due, what is new. A room writes it, with where it leads. */
export interface HomeEntry {
	kind: 'waiting' | 'due' | 'new';
	text: string;
	href: string;
}
