import { formatDate, formatTime, formatWeekday, weekdayOf } from '#house/language/dates.ts';
import type { Clock } from '#house/language/dates.ts';
import type { Language } from '#house/language/language.ts';
import { remember } from '#house/language/remember.ts';
import { texts } from '#messages';
import { monthsBefore } from './freshness.ts';
import { findOpening, type Schedule } from './opening.ts';
import type { ListedService, OpeningHours } from './service.ts';

type Moment = { schedule: Schedule; now: Clock };
type OpeningInWords = { text: string; isOpen: boolean } | undefined;

/** "Ouvert maintenant, jusqu’à 17 h", or when next; undefined when the hours are not known. */
export function describeOpening(given: OpeningHours[] | Schedule, now: Clock, language: Language): OpeningInWords {
	const schedule = Array.isArray(given) ? { hours: given } : given;
	return schedule.hours.length === 0 ? undefined : writeOpening({ schedule, now }, language);
}

function keyOfSchedule({ hours, exceptions = [] }: Schedule): string {
	return keyOfHours(hours) + (exceptions.length === 0 ? '' : JSON.stringify(exceptions));
}

function keyOfHours(hours: OpeningHours[]): string {
	return hours.map(({ weekday, opens, closes }) => weekday + opens + closes).join('');
}

// Many services keep the same hours, and every page of the same minute asks again.
const writeOpening = remember(
	({ schedule, now }: Moment, language: Language): OpeningInWords => {
		const t = texts(language).directory;
		const opening = findOpening(schedule, now);
		switch (opening.state) {
			case 'always':
				return { text: t.open_always, isOpen: true };
			case 'open':
				return { text: t.open_until({ time: formatTime(opening.until, language) }), isOpen: true };
			case 'unknown':
				return undefined;
			case 'closed':
				return { text: describeNext(opening, language), isOpen: false };
		}
	},
	({ schedule, now }) => now.date + now.time + keyOfSchedule(schedule),
);

function describeNext(next: { inDays: number; date: string; opens: string }, language: Language): string {
	const t = texts(language).directory;
	const time = formatTime(next.opens, language);
	if (next.inDays === 0) {
		return t.opens_today({ time });
	}
	if (next.inDays === 1) {
		return t.opens_tomorrow({ time });
	}
	if (next.inDays < 7) {
		return t.opens_weekday({ weekday: formatWeekday(weekdayOf(next.date), language), time });
	}
	return t.opens_date({ date: formatDate(next.date, language), time });
}

/** The weekly hours as lines, days with the same hours together: "lundi, mardi : de 9 h à 12 h 30". */
export const describeHours = remember(writeHours, keyOfHours);

function writeHours(hours: OpeningHours[], language: Language): { days: string; times: string }[] {
	const byTimes = new Map<string, string[]>();
	for (const weekday of [1, 2, 3, 4, 5, 6, 7]) {
		const slots = hours.filter((slot) => slot.weekday === weekday);
		if (slots.length > 0) {
			const times = slots.map((slot) => describeSlot(slot, language)).join(', ');
			byTimes.set(times, [...(byTimes.get(times) ?? []), formatWeekday(weekday, language)]);
		}
	}
	return [...byTimes].map(([times, days]) => ({ days: days.join(', '), times }));
}

export function describeSlot(slot: OpeningHours, language: Language): string {
	const [opens, closes] = [formatTime(slot.opens, language), formatTime(slot.closes, language)];
	return texts(language).directory.open_until_line({ opens, closes });
}

const excerptLength = 140;

/** The beginning of a description, cut after a sentence; whole when it is short. */
export function firstSentences(text: string): string {
	if (text.length <= excerptLength * 1.5) {
		return text;
	}
	const end = text.slice(excerptLength).search(/[.!?…]\s/);
	return end < 0 ? text : text.slice(0, excerptLength + end + 1);
}

const freshMonths = 6;

/** Who vouches for an entry and since when: confirmed within six months, confirmed longer ago, or never. */
export function describeConfirmation(confirmedOn: string | null, today: string, language: Language): string {
	const t = texts(language).directory;
	if (confirmedOn === null) {
		return t.to_be_confirmed;
	}
	const date = formatDate(confirmedOn, language);
	return confirmedOn < getFreshSince(today) ? t.confirmed_old({ date }) : t.confirmed_on({ date });
}

let freshSince = { today: '', date: '' };

/** The day from which on a confirmation is fresh; asked for every card, it changes once a day. */
function getFreshSince(today: string): string {
	if (freshSince.today !== today) freshSince = { today, date: monthsBefore(today, freshMonths) };
	return freshSince.date;
}

/** What a card says in a few words: free, anonymous, with or without appointment. Nothing is said of what is not known. */
export function describeTerms(service: ListedService, language: Language): string[] {
	const t = texts(language).directory;
	const appointment =
		service.withoutAppointment === null
			? undefined
			: service.withoutAppointment
				? t.without_appointment
				: t.with_appointment;
	return [service.free ? t.free : undefined, service.anonymous ? t.anonymous : undefined, appointment].filter(
		(term) => term !== undefined,
	);
}
