import type { Language } from '#house/language/language.ts';
import { texts } from '#messages';

const done = [
	'created',
	'saved',
	'submitted',
	'published',
	'paused',
	'resumed',
	'archived',
	'confirmed',
	'restored',
] as const;

/** What the form just sent has done, by the word in the address; undefined for any other word. */
export function readDone(word: string | null, language: Language): string | undefined {
	if (word === 'merged') return texts(language).directory.merge_done;
	const known = done.find((each) => each === word);
	return known && texts(language).directory[`done_${known}`];
}
