import { describe, expect, test } from 'vitest';
import { describeCapacity, describeException, describeFreshness } from './describe-details.ts';
import { describeConfirmation, describeHours, describeOpening } from './describe-service.ts';

const monday = { date: '2026-11-23', weekday: 1, time: '10:00' };
const weekdays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '09:00', closes: '12:30' }));

/** Times and dates are set with spaces that do not break. */
const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');

describe('opening in words', () => {
	test('says until when', () => {
		const opening = describeOpening(weekdays, monday, 'fr');
		expect(plain(opening?.text)).toBe('Ouvert maintenant, jusqu’à 12 h 30');
		expect(opening?.isOpen).toBe(true);
		expect(plain(describeOpening(weekdays, monday, 'nl')?.text)).toContain('12.30 uur');
	});

	test('says today, tomorrow, the weekday, then the date', () => {
		const only = (weekday: number) => [{ weekday, opens: '13:00', closes: '14:00' }];
		expect(plain(describeOpening(only(1), monday, 'fr')?.text)).toBe('Fermé. Ouvre aujourd’hui à 13 h');
		expect(plain(describeOpening(only(2), monday, 'fr')?.text)).toBe('Fermé. Ouvre demain à 13 h');
		expect(plain(describeOpening(only(4), monday, 'fr')?.text)).toBe('Fermé. Ouvre jeudi à 13 h');
		// A Friday service on the eve of Friday 25 December 2026: the next one is 1 January, a holiday too.
		const eve = { date: '2026-12-24', weekday: 4, time: '10:00' };
		expect(plain(describeOpening(only(5), eve, 'fr')?.text)).toBe('Fermé. Ouvre le 8 janvier 2027 à 13 h');
	});

	test('says nothing of hours that are not known', () => {
		expect(describeOpening([], monday, 'fr')).toBeUndefined();
	});
});

test('days with the same hours stand on one line', () => {
	const lines = describeHours([...weekdays.slice(0, 2), { weekday: 6, opens: '10:00', closes: '11:00' }], 'fr');
	expect(lines.map(({ days, times }) => ({ days, times: plain(times) }))).toEqual([
		{ days: 'lundi, mardi', times: 'de 9 h à 12 h 30' },
		{ days: 'samedi', times: 'de 10 h à 11 h' },
	]);
});

describe('confirmation', () => {
	test('is fresh for six months, to the day', () => {
		expect(plain(describeConfirmation('2026-05-23', '2026-11-23', 'fr'))).toBe(
			'Confirmé par le service le 23 mai 2026',
		);
		expect(describeConfirmation('2026-05-22', '2026-11-23', 'fr')).toMatch(/^À reconfirmer/);
	});

	test('that never came is said', () => {
		expect(describeConfirmation(null, '2026-11-23', 'fr')).toMatch(/^À confirmer/);
	});
});

test('confirmation lasts as long as the service has chosen', () => {
	const freshness = { confirmedOn: '2026-06-23', confirmationMonths: 3 };
	expect(describeFreshness(freshness, '2026-11-23', 'fr')).toMatch(/^À reconfirmer/);
	expect(describeFreshness({ ...freshness, confirmationMonths: 6 }, '2026-11-23', 'fr')).toMatch(/^Confirmé/);
	expect(describeFreshness({ ...freshness, confirmedOn: null }, '2026-11-23', 'fr')).toMatch(/^À confirmer/);
});

test('special days and places stand in words', () => {
	const holiday = { startsOn: '2026-12-24', endsOn: '2027-01-02', hours: [], note: 'Congé' };
	expect(plain(describeException(holiday, 'fr'))).toBe(
		'du 24 décembre 2026 au 2 janvier 2027 inclus\u202f: fermé. Congé',
	);
	const day = { ...holiday, endsOn: '2026-12-24', hours: [['09:00', '12:00'] as [string, string]], note: '' };
	expect(plain(describeException(day, 'nl'))).toBe('op 24 december 2026: van 9 uur tot 12 uur');
	const waiting = { capacity: 'waiting', waitingDays: 30, capacityOn: '2026-11-23' } as const;
	expect(plain(describeCapacity(waiting, 'fr'))).toBe(
		'De la place après 30 jours d’attente environ (au 23 novembre 2026)',
	);
	expect(describeCapacity({ capacity: null, waitingDays: null, capacityOn: null }, 'fr')).toBe('');
});
