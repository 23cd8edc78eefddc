import type { Language } from '#house/language/language.ts';

/** A service that waits for its organisation: `reason` says for what. */
export interface ServiceDue {
	id: string;
	names: Partial<Record<Language, string>>;
	mainLanguage: Language;
	confirmedOn: string | null;
	reason: 'confirmation' | 'pause_over';
}
