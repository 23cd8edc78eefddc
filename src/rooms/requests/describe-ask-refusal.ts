import type { Language } from '#house/language/language.ts';
import { roomTexts } from '#messages/requests';
import type { AskTyped } from './ask-form.ts';

type AskRefusal = 'closed' | 'expired' | 'renewed' | 'crowd' | 'busy';

interface Tried {
	refused: AskRefusal;
	typed: AskTyped;
	/** Whether the team takes anything that way now. */
	withoutScript: boolean;
}

/** Why what was written without a script went no further. */
export function describeAskRefusal(
	{ refused, typed, withoutScript }: Tried,
	{ language, number }: { language: Language; number: string },
): string {
	const t = roomTexts(language);
	if (!withoutScript) return t.ask_plain_off_meanwhile({ number });
	const refusals: Record<AskRefusal, string> = {
		closed: t.ask_closed_meanwhile({ number }),
		expired: typed.text ? t.ask_plain_expired_kept : t.ask_plain_expired,
		renewed: t.ask_plain_renewed,
		crowd: t.ask_plain_crowd,
		busy: t.ask_plain_busy,
	};
	return refusals[refused];
}
