import { addDays, isPublicHoliday, weekdayOf } from './dates.ts';

/**
 * The days of the two communities that the network's partners work by: 11 July (decree of the Flemish Community of 7 November 1990)
 * and 27 September (decree of the French Community of 24 June 1991).
 */
const communityDays = ['07-11', '09-27'];

/** A day on which the administrations of both communities work. */
export function isWorkingDay(date: string): boolean {
	return weekdayOf(date) <= 5 && !isPublicHoliday(date) && !communityDays.includes(date.slice(5));
}

/** The working day that many working days after this one; the day itself is not counted. */
export function addWorkingDays(date: string, workingDays: number): string {
	let day = date;
	for (let left = workingDays; left > 0;) {
		day = addDays(day, 1);
		if (isWorkingDay(day)) left -= 1;
	}
	return day;
}

/** How many working days come after this one, up to and with the other; 0 when it is not later. */
export function countWorkingDays(from: string, to: string): number {
	let count = 0;
	for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day)) count += 1;
	return count;
}
