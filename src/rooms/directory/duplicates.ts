import type { Language } from '#house/language/language.ts';
import { texts } from '#messages';

/** Why two entries may be the same. Never one number: each is a fact that can be looked at. */
export const likenesses = [
	'same_name',
	'near_name',
	'same_phone',
	'same_email',
	'same_url',
	'same_street',
	'shared_area',
	'same_number',
] as const;
export type Likeness = (typeof likenesses)[number];

/** In words: "même numéro, même commune". */
export function describeLikenesses(found: readonly Likeness[], language: Language): string {
	const t = texts(language).directory;
	return likenesses
		.filter((likeness) => found.includes(likeness))
		.map((likeness) => t[`duplicate_${likeness}`])
		.join(', ');
}
