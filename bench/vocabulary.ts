import type { Random } from './random.ts';

const wordCount = 20_000;

const sounds = {
	fr: {
		onsets: ['b', 'ch', 'd', 'f', 'g', 'l', 'm', 'n', 'p', 'qu', 'r', 's', 't', 'tr', 'v', 'cl', 'br'],
		vowels: ['a', 'é', 'e', 'i', 'o', 'u', 'ou', 'ai', 'eau', 'on', 'an', 'oi'],
		codas: ['', '', '', 'r', 's', 't', 'l', 'x', 'tion', 'ment'],
	},
	nl: {
		onsets: ['b', 'd', 'g', 'h', 'k', 'l', 'm', 'n', 'p', 'r', 's', 'sch', 'st', 't', 'v', 'w', 'z'],
		vowels: ['a', 'aa', 'e', 'ee', 'i', 'ie', 'ij', 'o', 'oo', 'oe', 'u', 'ui'],
		codas: ['', '', 'n', 'r', 't', 'k', 'ng', 'st', 'en', 'ling', 'heid'],
	},
} as const;

/** Words that look like the language, the first ones the commonest. */
export function makeVocabulary(language: 'fr' | 'nl', random: Random): string[] {
	const { onsets, vowels, codas } = sounds[language];
	const words = new Set<string>();
	while (words.size < wordCount) {
		let word = '';
		for (let left = 1 + random.below(3); left > 0; left--) word += random.pick(onsets) + random.pick(vowels);
		words.add(word + random.pick(codas));
	}
	return [...words];
}

/** Sentences of this many words in all; like in a real text, few words make up most of it. */
export function write(vocabulary: string[], count: number, random: Random): string {
	let text = '';
	let sentenceLeft = 0;
	for (let index = 0; index < count; index++) {
		// The cube favours the first words of the list about as Zipf's law does.
		const word = vocabulary[Math.floor(random.next() ** 3 * vocabulary.length)] ?? '';
		if (sentenceLeft === 0) {
			text += `${index === 0 ? '' : '. '}${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`;
			sentenceLeft = 6 + random.below(10);
		} else {
			text += ` ${word}`;
		}
		sentenceLeft -= 1;
	}
	return text;
}
