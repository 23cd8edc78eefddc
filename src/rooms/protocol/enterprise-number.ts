/** Why a text is no enterprise number; each has its text in every language. */
export type EnterpriseNumberRefusal = 'empty' | 'length' | 'check_digits';

/**
 * The number of an entity in the Crossroads Bank for Enterprises (KBO/BCE) as ten digits, however it was typed: 0123.456.749,
 * BE 0123 456 749, or the nine digits of before 2005. The last two are 97 minus the rest of the first eight by 97
 * (royal decree of 24 June 2003).
 */
export function readEnterpriseNumber(typed: string): { number: string } | { refused: EnterpriseNumberRefusal } {
	const digits = typed
		.trim()
		.replace(/^BE\b|^BE(?=\d)/i, '')
		.replaceAll(/[\s.\-/\u00a0]/g, '');
	if (digits === '') return { refused: 'empty' };
	const number = /^\d{9}$/.test(digits) ? `0${digits}` : digits;
	if (!/^[01]\d{9}$/.test(number)) return { refused: 'length' };
	if (97 - (Number(number.slice(0, 8)) % 97) !== Number(number.slice(8))) return { refused: 'check_digits' };
	return { number };
}

/** "0123.456.749", as it is written on letters. */
export function formatEnterpriseNumber(number: string): string {
	return `${number.slice(0, 4)}.${number.slice(4, 7)}.${number.slice(7)}`;
}
