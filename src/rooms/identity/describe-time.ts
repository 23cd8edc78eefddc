import { formatDate, formatTime, readClock } from '#house/language/dates.ts';
import type { Language } from '#house/language/language.ts';

/** A moment on the clock of Brussels, in two pieces for a sentence. */
export function describeTime(moment: Date, language: Language): { date: string; time: string } {
	const { date, time } = readClock(moment);
	return { date: formatDate(date, language), time: formatTime(time, language) };
}
