import type { Language } from '#house/language/language.ts';
import type { Trouble } from '#house/ui/ask-server.ts';
import { roomTexts } from '#messages/requests';

/** What is said when the server does not answer as it should. What was typed stays in every case. */
export function describeTrouble(trouble: Trouble, language: Language): string {
	const t = roomTexts(language);
	switch (trouble.trouble) {
		case 'away':
			return t.inbox_trouble_away;
		case 'signed_out':
			return t.inbox_trouble_signed_out;
		case 'not_found':
			return t.inbox_trouble_not_found;
		case 'too_large':
			return t.inbox_trouble_too_large;
		case 'crowd':
			return t.inbox_trouble_crowd;
		case 'refused':
			return trouble.reason === 'no_key' ? t.inbox_refused_no_key : t.inbox_refused_not_now;
	}
}
