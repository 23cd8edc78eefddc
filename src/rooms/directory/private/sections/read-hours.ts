import type { Language } from '#house/language/language.ts';

/** Opening and closing times of one day, HH:MM; `24:00` for midnight at its end. */
export type DayHours = [opens: string, closes: string][];
export type HoursProblem = 'hours' | 'hours_order';

const roundTheClock = /^(24 ?h? ?[/x] ?24( ?h)?|jour et nuit|dag en nacht|tag und nacht|day and night)$/;
const closed = /^(ferm[ée]e?|gesloten|geschlossen|closed|-|–|\/|x)$/;
/** 9, 9h, 9h30, 9 h 30, 9:30, 9.30, 9u30, 9.30 uur: minutes are no hour of their own. */
const time = /(\d{1,2})(?:\s*[hu:.]\s*(\d{2})(?!\s*(?:h|u(?!ur|hr)|[:.\d])))?\s*(?:uur|uhr|[hu])?(?![\d])/g;
/** What may stand between times. */
const between = /^(?:[\s,;/&+–—-]|à|et|de|au?|tot|en|van|bis|und|von|to|and|from|until|jusqu['’]à)*$/;

/** One day's hours as people write them: "9h30-12h, 13h-17h". Nothing, or a word for closed: none. */
export function readDayHours(typed: string): { hours: DayHours } | { problem: HoursProblem } {
	const text = typed.trim().toLowerCase();
	if (text === '' || closed.test(text)) return { hours: [] };
	if (roundTheClock.test(text)) return { hours: [['00:00', '24:00']] };
	if (!between.test(text.replaceAll(time, ' '))) return { problem: 'hours' };
	const times = [...text.matchAll(time)].map(([, hour = '', minute]) => ({ hour: Number(hour), minute }));
	if (times.length === 0 || times.length % 2 === 1) return { problem: 'hours' };
	if (times.some(({ hour, minute }) => hour > 24 || Number(minute ?? 0) > 59)) return { problem: 'hours' };
	const written = times.map(({ hour, minute }) => `${String(hour).padStart(2, '0')}:${minute ?? '00'}`);
	return pairUp(written);
}

function pairUp(times: string[]): { hours: DayHours } | { problem: HoursProblem } {
	const hours: DayHours = [];
	for (let index = 0; index < times.length; index += 2) {
		const opens = times[index] ?? '';
		const closing = times[index + 1] ?? '';
		// "18h-0h" ends at midnight.
		const closes = closing === '00:00' ? '24:00' : closing;
		if (closes > '24:00' || opens >= closes || opens < (hours.at(-1)?.[1] ?? '')) return { problem: 'hours_order' };
		hours.push([opens, closes]);
	}
	return { hours };
}

/** As they are given back in the field: "9h30-12h, 13h-17h", with colons outside of French. */
export function writeDayHours(hours: DayHours, language: Language): string {
	return hours.map((slot) => slot.map((each) => writeTime(each, language)).join('-')).join(', ');
}

function writeTime(text: string, language: Language): string {
	const [hour, minute] = [String(Number(text.slice(0, 2))), text.slice(3, 5)];
	if (language === 'fr') return `${hour}h${minute === '00' ? '' : minute}`;
	return `${hour}:${minute}`;
}
