import type { Language } from '#house/language/language.ts';
import type { Trouble } from '#house/ui/ask-server.ts';
import { roomTexts } from '#messages/keys';

/** What to say when the server did not do what was asked. What this room refuses has its own words. */
export function describeTrouble(trouble: Trouble, language: Language): string {
	const t = roomTexts(language);
	switch (trouble.trouble) {
		case 'signed_out':
			return t.trouble_signed_out;
		case 'not_found':
			return t.trouble_not_found;
		case 'crowd':
			return t.trouble_crowd;
		case 'refused':
		case 'too_large':
		case 'away':
			return t.trouble_away;
	}
}
