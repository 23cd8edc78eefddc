import { readDay, writeDay } from '#house/language/read-day.ts';
import type { HoursException, ServiceRecord } from '../../service-record.ts';
import type { OpeningHours } from '../../service.ts';
import type { SectionForm, TypedSection } from '../../section-form.ts';
import type { FormReader } from './form-reader.ts';
import { readDayHours, writeDayHours, type DayHours } from './read-hours.ts';

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
/** Always room for two more. */
const blankExceptions = 2;
export const mostExceptions = 30;
const longestNote = 300;

export const hoursForm: SectionForm = {
	write({ hours, exceptions }, language) {
		const typed: TypedSection = {};
		for (const weekday of weekdays) {
			const slots = hours.filter((slot) => slot.weekday === weekday);
			typed[`day_${weekday}`] = [
				writeDayHours(
					slots.map(({ opens, closes }): [string, string] => [opens, closes]),
					language,
				),
			];
		}
		const rows = [...exceptions, ...Array.from({ length: blankExceptions }, () => undefined)];
		for (const [index, row] of rows.slice(0, mostExceptions).entries()) {
			typed[`from_${index}`] = [row ? writeDay(row.startsOn) : ''];
			typed[`to_${index}`] = [row && row.endsOn !== row.startsOn ? writeDay(row.endsOn) : ''];
			typed[`times_${index}`] = [row ? writeDayHours(row.hours, language) : ''];
			typed[`note_${index}`] = [row?.note ?? ''];
		}
		return typed;
	},
	read(form) {
		const hours = weekdays.flatMap((weekday): OpeningHours[] =>
			readTimes(form, `day_${weekday}`).map(([opens, closes]) => ({ weekday, opens, closes })),
		);
		const exceptions: ServiceRecord['exceptions'] = [];
		for (let index = 0; index < mostExceptions; index++) {
			const exception = readException(form, index);
			if (exception !== undefined) exceptions.push(exception);
		}
		return { fields: { hours, exceptions: exceptions.sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1)) } };
	},
};

function readTimes(form: FormReader, field: string): DayHours {
	const read = readDayHours(form.text(field, 100));
	if ('hours' in read) return read.hours;
	form.refuse(field, read.problem);
	return [];
}

function readException(form: FormReader, index: number): HoursException | undefined {
	const [from, to, times, note] = [`from_${index}`, `to_${index}`, `times_${index}`, `note_${index}`];
	if (![from, to, times, note].some((field) => form.has(field))) return undefined;
	if (!form.has(from)) form.refuse(from, 'date');
	const startsOn = form.optional(from, 'date', readDay);
	const endsOn = form.optional(to, 'date', readDay) ?? startsOn;
	if (startsOn !== null && endsOn !== null && endsOn < startsOn) form.refuse(to, 'dates_order');
	return {
		startsOn: startsOn ?? '',
		endsOn: endsOn ?? '',
		hours: readTimes(form, times),
		note: form.text(note, longestNote),
	};
}
