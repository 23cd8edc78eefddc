import { addDays, isPublicHoliday, weekdayOf } from '#house/language/dates.ts';
import type { Clock } from '#house/language/dates.ts';
import type { HoursException } from './service-record.ts';
import type { OpeningHours } from './service.ts';

/** The weekly hours, and the days on which others hold. */
export type Schedule = { hours: OpeningHours[]; exceptions?: HoursException[] };

/** Whether a service can be reached at a moment, and when next. `inDays` is 0 for later today. */
export type Opening =
	| { state: 'always' }
	| { state: 'open'; until: string }
	| { state: 'closed'; inDays: number; date: string; opens: string }
	| { state: 'unknown' };

const horizonDays = 21;

/** Whether it never closes, public holidays included. */
export function isRoundTheClock(hours: OpeningHours[]): boolean {
	return [1, 2, 3, 4, 5, 6, 7].every((weekday) =>
		hours.some((slot) => slot.weekday === weekday && slot.opens === '00:00' && slot.closes === '24:00'),
	);
}

function exceptionOn({ exceptions = [] }: Schedule, date: string): HoursException | undefined {
	return exceptions.find(({ startsOn, endsOn }) => startsOn <= date && date <= endsOn);
}

/** The slots of one day in order: those of an exception, else none on a Belgian public holiday, else the weekly ones. */
function slotsOn(schedule: Schedule, date: string): OpeningHours[] {
	const weekday = weekdayOf(date);
	const exception = exceptionOn(schedule, date);
	if (exception) {
		return exception.hours.map(([opens, closes]) => ({ weekday, opens, closes }));
	}
	if (isPublicHoliday(date)) {
		return [];
	}
	const { hours } = schedule;
	return hours.filter((slot) => slot.weekday === weekday).sort((a, b) => a.opens.localeCompare(b.opens));
}

/** Open now, or when next, on the wall clock of Brussels; round the clock means every day, public holidays included. */
export function findOpening(given: OpeningHours[] | Schedule, now: Clock): Opening {
	const schedule = Array.isArray(given) ? { hours: given } : given;
	if (schedule.hours.length === 0) {
		return { state: 'unknown' };
	}
	if (isRoundTheClock(schedule.hours) && exceptionOn(schedule, now.date) === undefined) {
		return { state: 'always' };
	}
	const current = slotsOn(schedule, now.date).find((slot) => slot.opens <= now.time && now.time < slot.closes);
	if (current) {
		return { state: 'open', until: current.closes };
	}
	for (let inDays = 0; inDays <= horizonDays; inDays++) {
		const date = addDays(now.date, inDays);
		const next = slotsOn(schedule, date).find((slot) => inDays > 0 || slot.opens > now.time);
		if (next) {
			return { state: 'closed', inDays, date, opens: next.opens };
		}
	}
	return { state: 'unknown' };
}
