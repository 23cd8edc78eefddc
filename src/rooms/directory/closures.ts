import { addDays, isPublicHoliday, weekdayOf } from '#house/language/dates.ts';
import { isRoundTheClock } from './opening.ts';
import type { HoursException } from './service-record.ts';
import type { OpeningHours } from './service.ts';

/** Days on which a service is closed though it would be open, both included (YYYY-MM-DD). */
export interface Closure {
	reason: 'exception' | 'pause' | 'holiday';
	startsOn: string;
	endsOn: string;
	/** In the main language of the service; empty for none. */
	note: string;
}

/** Days with other hours than the weekly ones; none: closed. */
export type ExceptionalDays = Omit<HoursException, 'hours'> & { hours: readonly unknown[] };

/** What closures follow from. */
export interface ClosingService {
	hours: OpeningHours[];
	exceptions: ExceptionalDays[];
	/** While it is paused: from when, and its last day where that is known. */
	pause: { startsOn: string; endsOn: string | null } | undefined;
}

/**
 * The closures that are not over on a day and begin until another: days without hours, a pause with its last day, and the public holidays on
 * which the weekly hours would have it open.
 */
export function listClosures(service: ClosingService, from: string, until: string): Closure[] {
	const exceptions = service.exceptions
		.filter(({ startsOn, endsOn, hours }) => hours.length === 0 && endsOn >= from && startsOn <= until)
		.map(({ startsOn, endsOn, note }): Closure => ({ reason: 'exception', startsOn, endsOn, note }));
	const pauses = listPauses(service, from);
	const told = [...service.exceptions, ...pauses];
	const holidays = listHolidays(service.hours, from, until)
		.filter((date) => !told.some(({ startsOn, endsOn }) => startsOn <= date && date <= endsOn))
		.map((date): Closure => ({ reason: 'holiday', startsOn: date, endsOn: date, note: '' }));
	return [...exceptions, ...pauses, ...holidays].sort((a, b) => a.startsOn.localeCompare(b.startsOn));
}

function listPauses({ pause }: ClosingService, from: string): Closure[] {
	if (pause === undefined || pause.endsOn === null || pause.endsOn < from) return [];
	const { endsOn } = pause;
	const startsOn = pause.startsOn < endsOn ? pause.startsOn : endsOn;
	return [{ reason: 'pause', startsOn, endsOn, note: '' }];
}

function listHolidays(hours: OpeningHours[], from: string, until: string): string[] {
	if (isRoundTheClock(hours)) return [];
	const open = new Set(hours.map(({ weekday }) => weekday));
	const days: string[] = [];
	for (let date = from; date <= until; date = addDays(date, 1)) {
		if (isPublicHoliday(date) && open.has(weekdayOf(date))) days.push(date);
	}
	return days;
}
