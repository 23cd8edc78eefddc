import { formatDate } from '#house/language/dates.ts';
import type { Language } from '#house/language/language.ts';
import { texts } from '#messages';
import { isToBeConfirmed, monthsBefore, type Freshness } from './freshness.ts';

const freshMonths = 6;

/** Who vouches for an entry and since when: confirmed within six months, confirmed longer ago, or never. */
export function describeConfirmation(confirmedOn: string | null, today: string, language: Language): string {
	return writeConfirmation(confirmedOn, language, (date) => date < getFreshSince(today));
}

/** The same by the months that the service has chosen. */
export function describeFreshness(freshness: Freshness, today: string, language: Language): string {
	return writeConfirmation(freshness.confirmedOn, language, () => isToBeConfirmed(freshness, today));
}

function writeConfirmation(confirmedOn: string | null, language: Language, isOld: (date: string) => boolean): string {
	const t = texts(language).directory;
	if (confirmedOn === null) {
		return t.to_be_confirmed;
	}
	const date = formatDate(confirmedOn, language);
	return isOld(confirmedOn) ? t.confirmed_old({ date }) : t.confirmed_on({ date });
}

let freshSince = { today: '', date: '' };

/** The day from which on a confirmation is fresh; asked for every card, it changes once a day. */
function getFreshSince(today: string): string {
	if (freshSince.today !== today) freshSince = { today, date: monthsBefore(today, freshMonths) };
	return freshSince.date;
}
