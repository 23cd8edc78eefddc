import { joinList, localeOf } from './language.ts';
import type { Language } from './language.ts';
import { remember } from './remember.ts';

/** A moment on the wall clock of Brussels. `date` is YYYY-MM-DD, `weekday` 1 (Monday) to 7, `time` HH:MM. */
export type Clock = { date: string; weekday: number; time: string };

const dayMilliseconds = 86_400_000;
const minuteMilliseconds = 60_000;
const brussels = new Intl.DateTimeFormat('sv-SE', {
	timeZone: 'Europe/Brussels',
	year: 'numeric',
	month: '2-digit',
	day: '2-digit',
	hour: '2-digit',
	minute: '2-digit',
	hourCycle: 'h23',
});

let lastRead: { minute: number; clock: Clock } | undefined;

export function readClock(now: Date): Clock {
	const minute = Math.floor(now.getTime() / minuteMilliseconds);
	if (lastRead?.minute === minute) {
		return lastRead.clock;
	}
	const [date = '', time = ''] = brussels.format(now).split(' ');
	const clock = { date, weekday: weekdayOf(date), time };
	lastRead = { minute, clock };
	return clock;
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(date: string): number {
	return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

export function addDays(date: string, days: number): string {
	return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMilliseconds).toISOString().slice(0, 10);
}

/** Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876 (Meeus, Astronomical Algorithms, ch. 8). */
function easterSunday(year: number): string {
	const a = year % 19;
	const b = Math.floor(year / 100);
	const c = year % 100;
	const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
	const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
	const f = Math.floor((a + 11 * d + 22 * e) / 451);
	const month = Math.floor((d + e - 7 * f + 114) / 31);
	const day = ((d + e - 7 * f + 114) % 31) + 1;
	return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

const holidays = new Map<number, Set<string>>();

/** The ten legal public holidays of Belgium (royal decree of 18 April 1974, article 1). */
export function isPublicHoliday(date: string): boolean {
	const year = Number(date.slice(0, 4));
	const known = holidays.get(year);
	if (known) {
		return known.has(date);
	}
	const easter = easterSunday(year);
	const fixed = ['01-01', '05-01', '07-21', '08-15', '11-01', '11-11', '12-25'].map((day) => `${year}-${day}`);
	holidays.set(year, new Set([...fixed, addDays(easter, 1), addDays(easter, 39), addDays(easter, 50)]));
	return isPublicHoliday(date);
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const key = language + JSON.stringify(options);
	const known = dateFormats.get(key) ?? new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: 'UTC' });
	dateFormats.set(key, known);
	return known;
}

const longDate = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const longWeekday = { weekday: 'long' } as const;

/** "14 septembre 2026" for a YYYY-MM-DD. */
export const formatDate = remember((date: string, language) =>
	dateFormat(language, longDate)
		.format(Date.parse(`${date}T00:00:00Z`))
		.replaceAll(' ', '\u00a0'),
);

/** "lundi" for 1 to "dimanche" for 7. */
export function formatWeekday(weekday: number, language: Language): string {
	return nameWeekday(weekday, language);
}

const nameWeekday = remember((weekday: number, language) =>
	dateFormat(language, longWeekday).format(Date.UTC(2024, 0, weekday)),
);

/** "lundi, mardi et jeudi" for 1, 2 and 4; "lundi – vendredi" for days in a row. */
export function formatWorkingDays(weekdays: number[], language: Language): string {
	const days = weekdays.toSorted((a, b) => a - b);
	const [first, last] = [days[0], days.at(-1)];
	if (first === undefined || last === undefined) return '–';
	const isRow = days.length > 2 && last - first === days.length - 1;
	if (isRow) return `${formatWeekday(first, language)} – ${formatWeekday(last, language)}`;
	return joinList(
		days.map((day) => formatWeekday(day, language)),
		language,
	);
}

/** "9 h 30", "9.30 uur", "9.30 Uhr", "9:30" for an HH:MM. */
export function formatTime(time: string, language: Language): string {
	const hours = Number(time.slice(0, 2));
	const minutes = time.slice(3, 5);
	if (language === 'fr') {
		return minutes === '00' ? `${hours}\u00a0h` : `${hours}\u00a0h\u00a0${minutes}`;
	}
	if (language === 'en') {
		return `${hours}:${minutes}`;
	}
	const clock = minutes === '00' ? `${hours}` : `${hours}.${minutes}`;
	return `${clock}\u00a0${language === 'nl' ? 'uur' : 'Uhr'}`;
}
