import type { Language } from './language.ts';

const mostRemembered = 5000;

/**
 * What is worked out once for each value and language, and forgotten when there is too much of it: formatting is slow, and lists repeat it.
 * @param keyOf what tells one value from another; the value itself for a text or a number
 */
export function remember<Value, Written>(
	write: (value: Value, language: Language) => Written,
	keyOf: (value: Value) => string = String,
): (value: Value, language: Language) => Written {
	const known = new Map<string, { written: Written }>();
	return (value, language) => {
		const key = `${language} ${keyOf(value)}`;
		const found = known.get(key);
		if (found) {
			return found.written;
		}
		if (known.size >= mostRemembered) {
			known.clear();
		}
		const written = write(value, language);
		known.set(key, { written });
		return written;
	};
}
