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
	return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, longestWord));
}

/** The marks that organizations share with the services they are named by, as a regular expression of PostgreSQL and of ours. */
export const sharedMarks = '^#[atx]';

/** What a document is found by besides its words: no word begins with a #. */
export const marks = {
	area: (code: string) => `#a${code}`,
	organization: (id: string) => `#o${id}`,
	postalCode: (code: string) => `#p${code}`,
	term: (id: string) => `#t${id}`,
	taxonomy: (id: string) => `#x${id}`,
	parent: (id: string) => `#u${id}`,
	withoutParent: '#top',
	/** Of no document. */
	nothing: '#none',
};
