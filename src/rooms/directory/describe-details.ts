import { formatDate } from '#house/language/dates.ts';
import type { Language } from '#house/language/language.ts';
import { texts } from '#messages';
import { describeSlot } from './describe-service.ts';
import { isToBeConfirmed, type Freshness } from './freshness.ts';
import type { Capacity, HoursException } from './service-record.ts';

/** Who vouches for an entry and since when, by the months after which it is to be confirmed again. */
export function describeFreshness(freshness: Freshness, today: string, language: Language): string {
	const t = texts(language).directory;
	if (freshness.confirmedOn === null) {
		return t.to_be_confirmed;
	}
	const date = formatDate(freshness.confirmedOn, language);
	return isToBeConfirmed(freshness, today) ? t.confirmed_old({ date }) : t.confirmed_on({ date });
}

/** "du 24 décembre au 2 janvier inclus : fermé. Congé". */
export function describeException({ startsOn, endsOn, hours, note }: HoursException, language: Language): string {
	const t = texts(language).directory;
	const [from, to] = [formatDate(startsOn, language), formatDate(endsOn, language)];
	const days = startsOn === endsOn ? t.exception_day({ from }) : t.exception_days({ from, to });
	const slots = hours.map(([opens, closes]) => describeSlot({ weekday: 1, opens, closes }, language));
	const line = t.exception_line({ days, times: slots.length === 0 ? t.exception_closed : slots.join(', ') });
	return note === '' ? line : `${line}. ${note}`;
}

interface StatedCapacity {
	capacity: Capacity | null;
	waitingDays: number | null;
	capacityOn: string | null;
}

/** "De la place après 30 jours d’attente environ (au 12 mars 2026)"; nothing where it is not stated. */
export function describeCapacity({ capacity, waitingDays, capacityOn }: StatedCapacity, language: Language): string {
	const t = texts(language).directory;
	if (capacity === null) return '';
	const said = waitingDays === null ? t[`capacity_${capacity}`] : t.capacity_waiting_days({ days: waitingDays });
	return capacityOn === null ? said : t.capacity_dated({ capacity: said, date: formatDate(capacityOn, language) });
}
