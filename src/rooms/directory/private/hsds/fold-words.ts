const longestWord = 64;

/** The words of a text as they are looked for: without case and accents, without what stands between them. */
export function foldWords(text: string): string[] {
	const plain = text
		.toLowerCase()
		.replaceAll('ß', 'ss')
		.replaceAll('œ', 'oe')
		.replaceAll('æ', 'ae')
		.normalize('NFD')
		.replaceAll(/\p{M}+/gu, '');
	const words: string[] = [];
	// Without accents most of it is plain letters, which are told apart at once; of the rest it is asked what is a letter.
	for (const piece of plain.match(/[a-z0-9\u0080-\uffff]+/g) ?? []) {
		if (!/[\u0080-\uffff]/.test(piece)) words.push(shorten(piece));
		else for (const word of piece.match(/[\p{L}\p{N}]+/gu) ?? []) words.push(shorten(word));
	}
	return words;
}

function shorten(word: string): string {
	return word.length > longestWord ? word.slice(0, longestWord).toWellFormed() : word;
}

/** Codes come from elsewhere as well: of letters that are whole, and no longer than a word. */
function mark(letter: string, code: string): string {
	return shorten(`#${letter}${code.toWellFormed()}`);
}

/** The marks that organizations share with the services they are named by, as a regular expression of PostgreSQL and of ours. */
export const sharedMarks = '^#[atx]';

/** What a document is found by besides its words: no word begins with a #. */
export const marks = {
	area: (code: string) => mark('a', code),
	organization: (id: string) => mark('o', id),
	postalCode: (code: string) => mark('p', code),
	term: (id: string) => mark('t', id),
	taxonomy: (id: string) => mark('x', id),
	parent: (id: string) => mark('u', id),
	withoutParent: '#top',
	/** Of no document. */
	nothing: '#none',
};
