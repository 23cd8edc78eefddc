/** Links of the rail that belong together; the first group has no heading. */
export interface RailGroup {
	heading: string | undefined;
	/** `count`: how many things wait there; nothing is shown where none does. */
	links: { href: string; text: string; count?: number }[];
}
