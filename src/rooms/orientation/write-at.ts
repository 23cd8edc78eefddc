import type { Language } from '#house/language/language.ts';

/** "à Verviers", "au Rœulx", "aux Bons Villers", "en Belgique"; "in Verviers" in the other languages. */
export function writeAt(name: string, language: Language): string {
	if (language !== 'fr') {
		return `in ${name}`;
	}
	if (name === 'Belgique') {
		return 'en Belgique';
	}
	const article = /^(Les?) /.exec(name)?.[1];
	if (article === undefined) {
		return `à ${name}`;
	}
	return `${article === 'Les' ? 'aux' : 'au'} ${name.slice(article.length + 1)}`;
}
