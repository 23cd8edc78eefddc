import type { Language } from '#house/language/language.ts';
import { texts } from '#messages';
import type { PartyActRefusal } from './party-state.ts';

export type RegisterRefusal = PartyActRefusal | 'stale' | 'before_last' | 'overlap' | 'before_start' | 'already_ended';

/** Why the register did not take something, and what to do next. */
export function describeRefusal(refused: RegisterRefusal, language: Language): string {
	return texts(language).protocol[`refused_${refused}`];
}
