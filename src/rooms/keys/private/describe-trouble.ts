import type { Language } from '#house/language/language.ts';
import type { Trouble } from '#house/ui/ask-server.ts';
import { roomTexts } from '#messages/keys';

/** What this room refuses, that can happen to whoever does nothing odd; the rest is said as having changed in the meantime. */
const refusals = ['step_up', 'has_key', 'last_way', 'not_holder', 'not_member', 'already_begun', 'not_done'] as const;

/** What to say when the server did not do what was asked. */
export function describeTrouble(trouble: Trouble, language: Language): string {
	const t = roomTexts(language);
	switch (trouble.trouble) {
		case 'signed_out':
			return t.trouble_signed_out;
		case 'not_found':
			return t.trouble_not_found;
		case 'crowd':
			return t.trouble_crowd;
		case 'refused': {
			const known = refusals.find((each) => each === trouble.reason);
			return known === undefined ? t.refused_moved_on : t[`refused_${known}`];
		}
		case 'too_large':
		case 'away':
			return t.trouble_away;
	}
}
