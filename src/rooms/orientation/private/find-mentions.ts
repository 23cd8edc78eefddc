import type { Commune, Key } from './place-index.ts';

/** A name that stands in a longer text, such as an address. */
export interface Mention {
	key: Key;
	/** Where it ends in the text. */
	end: number;
	atEdge: boolean;
}

/** For each commune, the one of its names that stands last in the text: an address names the town at its end. */
export function findMentions(keys: Key[], text: string): Map<Commune, Mention> {
	const mentions = new Map<Commune, Mention>();
	const padded = ` ${text} `;
	for (const key of keys) {
		const start = padded.lastIndexOf(`${key.text} `);
		if (start < 0) continue;
		const end = start + key.text.length;
		const before = mentions.get(key.commune);
		if (before !== undefined && !standsLater({ key, end }, before)) continue;
		mentions.set(key.commune, { key, end, atEdge: start === 0 || end === padded.length - 1 });
	}
	return mentions;
}

/** Of two names that end together the longer one is meant: "Saint-Nicolas" rather than "Nicolas". */
function standsLater(one: Pick<Mention, 'key' | 'end'>, other: Mention): boolean {
	return one.end > other.end || (one.end === other.end && one.key.text.length > other.key.text.length);
}
