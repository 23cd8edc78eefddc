export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The one way to write a JSON value (RFC 8785): no white space, keys by UTF-16 code units, numbers as ECMAScript writes them. */
export function canonical(value: Json): string {
	if (typeof value === 'string') return writeText(value);
	if (typeof value === 'number') return writeNumber(value);
	if (value === null || typeof value === 'boolean') return String(value);
	if (isList(value)) return `[${value.map(canonical).join(',')}]`;
	const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return `{${members.map(([key, member]) => `${writeText(key)}:${canonical(member)}`).join(',')}}`;
}

function isList(value: readonly Json[] | { readonly [key: string]: Json }): value is readonly Json[] {
	return Array.isArray(value);
}

function writeText(text: string): string {
	// Half a character has no UTF-8, so there is nothing to hash.
	if (!text.isWellFormed()) throw new TypeError('canonical form: the text holds half a character');
	return JSON.stringify(text);
}

function writeNumber(value: number): string {
	if (!Number.isFinite(value)) throw new TypeError(`canonical form: ${value} is no number of JSON`);
	return JSON.stringify(value);
}
