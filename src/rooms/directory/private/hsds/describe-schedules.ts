import type { HsdsObject, Json } from '../../hsds.ts';
import type { HoursException } from '../../service-record.ts';
import type { OpeningHours } from '../../service.ts';
import { partId } from '../../part-id.ts';

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Weekly opening hours, the days with the same hours together. Times are those of a clock in Brussels, in summer and in winter. */
export function describeSchedules(serviceId: string, hours: OpeningHours[]): HsdsObject[] {
	const bySlot = Map.groupBy(hours, ({ opens, closes }) => `${opens} ${closes}`);
	return [...bySlot.entries()].map(([slot, same]) => {
		const [opens = '', closes = ''] = slot.split(' ');
		return {
			id: partId(serviceId, 'schedule', slot),
			freq: 'WEEKLY',
			interval: 1,
			wkst: 'MO',
			byday: same
				.map(({ weekday }) => weekday)
				.toSorted((a, b) => a - b)
				.map((weekday) => days[weekday - 1])
				.join(','),
			opens_at: opens,
			// Readers of times do not know 24:00.
			closes_at: closes === '24:00' ? '23:59' : closes,
			x_be_timezone: 'Europe/Brussels',
			// Day and night means every day.
			x_be_closed_on_public_holidays: slot === '00:00 24:00' && same.length === 7 ? undefined : true,
		};
	});
}

/** Days with other hours; without hours: closed. HSDS has no way to say that a place is closed on a day. */
export function describeExceptions(exceptions: HoursException[]): Json[] {
	return exceptions.map(({ startsOn, endsOn, hours, note }) => ({
		starts_on: startsOn,
		ends_on: endsOn,
		closed: hours.length === 0,
		hours: hours.map(([opens, closes]) => ({ opens_at: opens, closes_at: closes === '24:00' ? '23:59' : closes })),
		note,
	}));
}
