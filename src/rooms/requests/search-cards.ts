/** What is looked through: the lines of the list that have been decrypted, in the order of the list. */
export interface SearchableCard {
	id: string;
	title: string;
	name: string;
}

export interface CardSearch {
	/** The ids of the cards that have every word, or the beginning of one, in title or name; all of them for an empty question. */
	find(question: string): Set<string>;
	put(card: SearchableCard): void;
	readonly size: number;
}

/** Letters without their accents, small, and single spaces: "Élodie  Ben-Ali" is found as "elodie ben ali". */
export function foldWords(text: string): string {
	return text
		.normalize('NFD')
		.replaceAll(/\p{M}+/gu, '')
		.toLowerCase()
		.replaceAll('œ', 'oe')
		.replaceAll('ß', 'ss')
		.replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

/** A search in the memory of the page, which nothing else sees. Five thousand lines are read through faster than a key is pressed. */
export function openCardSearch(cards: Iterable<SearchableCard> = []): CardSearch {
	const folded = new Map<string, string>();
	const put = ({ id, title, name }: SearchableCard) => void folded.set(id, ` ${foldWords(`${name} ${title}`)}`);
	for (const card of cards) put(card);
	return {
		put,
		find(question) {
			const wanted = foldWords(question)
				.split(' ')
				.filter((word) => word !== '')
				.map((word) => ` ${word}`);
			const found = new Set<string>();
			for (const [id, text] of folded) if (wanted.every((word) => text.includes(word))) found.add(id);
			return found;
		},
		get size() {
			return folded.size;
		},
	};
}
