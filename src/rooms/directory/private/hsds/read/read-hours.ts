import type { Json } from '../../../hsds.ts';
import type { HoursException } from '../../../service-record.ts';
import type { OpeningHours } from '../../../service.ts';
import { listFields, listTexts, readDate, readWords, type Fields } from './values.ts';

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Plain weekly hours; what does not repeat every week, or has no hours, stays in what was given. `unread`: how many those are. */
export function readHours(schedules: Json | undefined): { hours: OpeningHours[]; unread: number } {
	let unread = 0;
	const slots = listFields(schedules).flatMap((schedule) => {
		const found = readSchedule(schedule);
		if (found.length === 0) unread += 1;
		return found;
	});
	return { hours: mergeSlots(slots), unread };
}

function readSchedule(schedule: Fields): OpeningHours[] {
	const { freq, interval, byday, valid_to: until } = schedule;
	const opens = readTime(schedule.opens_at);
	const closes = readTime(schedule.closes_at, true);
	const everyWeek = freq === 'WEEKLY' && (interval === undefined || interval === 1) && until === undefined;
	if (!everyWeek || opens === undefined || closes === undefined || closes <= opens) return [];
	const weekdays = (typeof byday === 'string' ? byday.split(',') : listTexts(byday)).map(
		(name) => days.indexOf(name.trim().toUpperCase()) + 1,
	);
	if (weekdays.length === 0 || weekdays.includes(0)) return [];
	return weekdays.map((weekday) => ({ weekday, opens, closes }));
}

/** HH:MM; at the end of a day 23:59 is midnight, which readers of times do not know. */
function readTime(value: Json | undefined, isEnd = false): string | undefined {
	const [, hour = '', minute = ''] =
		/^([01]?\d|2[0-4])(?::|h)([0-5]\d)(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?$/.exec(readWords(value)) ?? [];
	if (hour === '') return undefined;
	const time = `${hour.padStart(2, '0')}:${minute}`;
	if (isEnd && (time === '23:59' || time === '00:00')) return '24:00';
	return time > '24:00' || (!isEnd && time === '24:00') ? undefined : time;
}

/** In order; those that overlap or touch on a day are one. */
function mergeSlots(slots: OpeningHours[]): OpeningHours[] {
	const merged: OpeningHours[] = [];
	const order = (slot: OpeningHours) => `${slot.weekday} ${slot.opens}`;
	for (const slot of slots.toSorted((one, other) => (order(one) < order(other) ? -1 : 1))) {
		const last = merged.at(-1);
		if (last !== undefined && last.weekday === slot.weekday && slot.opens < last.closes) {
			if (slot.closes > last.closes) last.closes = slot.closes;
			continue;
		}
		merged.push({ ...slot });
	}
	return merged;
}

/** Our own addition. */
export function readExceptions(value: Json | undefined): HoursException[] {
	return listFields(value).flatMap((exception) => {
		const startsOn = readDate(exception.starts_on);
		const endsOn = readDate(exception.ends_on) ?? startsOn;
		if (startsOn === null || endsOn === null || endsOn < startsOn) return [];
		const hours = listFields(exception.hours).flatMap((slot): [string, string][] => {
			const [opens, closes] = [readTime(slot.opens_at), readTime(slot.closes_at, true)];
			return opens === undefined || closes === undefined || closes <= opens ? [] : [[opens, closes]];
		});
		return [{ startsOn, endsOn, hours, note: readWords(exception.note) }];
	});
}
