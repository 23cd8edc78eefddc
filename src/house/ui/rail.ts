/** Links of the rail that belong together; the first group has no heading. */
export interface RailGroup {
	heading: string | undefined;
	links: { href: string; text: string }[];
}
