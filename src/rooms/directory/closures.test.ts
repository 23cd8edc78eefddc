import { beforeAll, expect, test } from 'vitest';
import ICAL from 'ical.js';
import { sql } from 'kysely';
import { openPool } from '#house/database/pool.ts';
import { openPublicReader } from '#house/database/public-reader.ts';
import { addDays, isPublicHoliday, readClock, weekdayOf } from '#house/language/dates.ts';
import { languages, type Language } from '#house/language/language.ts';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { writeCalendar, type Calendar } from '#house/web/write-calendar.ts';
import { texts } from '#messages';
import { listClosures } from './closures.ts';
import { findClosures } from './find-closures.server.ts';

const { owner, urls } = await aDatabase();
const pool = openPool(urls.public, { max: 2, applicationName: 'maillage-test', connectionTimeoutMillis: 5000 });
const reader = openPublicReader(pool);
const today = readClock(new Date()).date;
let organisationId: string;
let serviceId: string;

const weekdays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '09:00', closes: '17:00' }));
const name = 'L’accueil ; rue de la Paix, 1 \\ « été »';

beforeAll(async () => {
	organisationId = await anOrganisation(owner);
	serviceId = await aService('published');
	await aService('draft');
	return () => pool.end();
});

async function aService(state: string, imaginary = false): Promise<string> {
	return owner.transaction().execute(async (tx) => {
		const { id } = await tx
			.insertInto('service')
			.values({ organisation_id: organisationId, origin_key: crypto.randomUUID(), imaginary })
			.returning('id')
			.executeTakeFirstOrThrow();
		const key = { organisation_id: organisationId, service_id: id, published: false };
		await tx
			.insertInto('service_text')
			.values({ ...key, language: 'fr', name })
			.execute();
		await tx
			.insertInto('service_hours')
			.values(weekdays.map((slot) => ({ ...key, ...slot })))
			.execute();
		const note = 'Vacances ; équipe, en congé.\nAppelez le 107. ' + 'é'.repeat(120);
		await tx
			.insertInto('service_hours_exception')
			.values([
				{ ...key, number: 1, starts_on: addDays(today, 3), ends_on: addDays(today, 9), note },
				{ ...key, number: 2, starts_on: addDays(today, -9), ends_on: addDays(today, -3), note: 'Passé' },
				{
					...key,
					number: 3,
					starts_on: addDays(today, 20),
					ends_on: addDays(today, 20),
					opens: ['10:00'],
					closes: ['12:00'],
				},
			])
			.execute();
		await tx.updateTable('service').set({ state }).where('id', '=', id).execute();
		return id;
	});
}

async function write(of = { kind: 'service' as 'service' | 'organisation', id: serviceId }, language: Language = 'fr') {
	const calendar = await findClosures(reader, of, language);
	return calendar === undefined ? '' : writeCalendar(calendar);
}

/** By a library that knows nothing of our writer. */
function parse(text: string): ICAL.Event[] {
	const component = new ICAL.Component(ICAL.parse(text));
	return component.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
}

const closing = { hours: weekdays, exceptions: [], pause: undefined };

test('closed are the public holidays on which it would be open, and no others', () => {
	const closures = listClosures(closing, '2026-12-01', '2028-05-31');
	expect(closures.every(({ startsOn }) => isPublicHoliday(startsOn) && weekdayOf(startsOn) <= 5)).toBe(true);
	// Christmas 2026 is a Friday; 15 August 2027 a Sunday.
	expect(closures.map(({ startsOn }) => startsOn)).toContain('2026-12-25');
	expect(closures.map(({ startsOn }) => startsOn)).not.toContain('2027-08-15');
	const round = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' }));
	expect(listClosures({ ...closing, hours: round }, '2026-12-01', '2028-05-31')).toEqual([]);
	expect(listClosures({ ...closing, hours: [] }, '2026-12-01', '2028-05-31')).toEqual([]);
});

test('days said apart win over the holiday among them; days with other hours are no closure', () => {
	const exceptions = [
		{ startsOn: '2026-12-24', endsOn: '2027-01-03', note: 'Noël', hours: [] },
		{ startsOn: '2027-05-06', endsOn: '2027-05-06', note: '', hours: [['10:00', '12:00']] },
	];
	expect(listClosures({ ...closing, exceptions }, '2026-12-20', '2027-05-10')).toEqual([
		{ reason: 'exception', startsOn: '2026-12-24', endsOn: '2027-01-03', note: 'Noël' },
		{ reason: 'holiday', startsOn: '2027-03-29', endsOn: '2027-03-29', note: '' },
	]);
});

test('a pause with a last day is one closure; one without, or one that is over, is none', () => {
	const pausedUntil = (endsOn: string | null) =>
		listClosures({ ...closing, hours: [], pause: { startsOn: '2026-11-20', endsOn } }, '2026-12-01', '2027-12-01');
	expect(pausedUntil('2026-12-31')).toEqual([
		{ reason: 'pause', startsOn: '2026-11-20', endsOn: '2026-12-31', note: '' },
	]);
	expect(pausedUntil(null)).toEqual([]);
	expect(pausedUntil('2026-11-30')).toEqual([]);
});

test('the calendar of a service is read by another program as it was meant', async () => {
	const text = await write();
	const [event, ...holidays] = parse(text).toSorted((a, b) => a.uid.localeCompare(b.uid));
	expect(event).toMatchObject({ uid: `exception-${addDays(today, 3)}-${serviceId}@maillage` });
	expect(event?.summary).toBe(texts('fr').directory.closures_closed({ name }));
	expect(event?.description).toContain('Vacances ; équipe, en congé.\nAppelez le 107.');
	expect(event?.startDate.isDate).toBe(true);
	expect(event?.startDate.toString()).toBe(addDays(today, 3));
	expect(event?.endDate.toString()).toBe(addDays(today, 10));
	expect(holidays.length).toBeGreaterThan(8);
	for (const holiday of holidays) expect(isPublicHoliday(holiday.startDate.toString())).toBe(true);
	expect(new Set(parse(text).map(({ uid }) => uid)).size).toBe(holidays.length + 1);
});

test('its lines end as they must, are 75 octets at most, and tear no letter apart', async () => {
	const text = await write();
	expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
	expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
	const lines = text.split('\r\n');
	expect(lines.some((line) => line.startsWith(' '))).toBe(true);
	for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
	expect(text).not.toContain('\ufffd');
});

test('the same entry is the same text; an edit raises its sequence and leaves its names', async () => {
	const before = await write();
	expect(await write()).toBe(before);
	await sql`update service set version = version + 1, modified_at = modified_at + interval '1 hour' where id = ${serviceId}`.execute(
		owner,
	);
	await sql`update service_hours_exception set ends_on = ends_on + 1 where service_id = ${serviceId} and number = 1`.execute(
		owner,
	);
	const [old, young] = [parse(before), parse(await write())];
	expect(young.map(({ uid }) => uid)).toEqual(old.map(({ uid }) => uid));
	expect(young[0]?.sequence).toBe((old[0]?.sequence ?? 0) + 1);
});

test('the words come in four languages', async () => {
	const titles = await Promise.all(
		languages.map(async (language) => parse(await write({ kind: 'service', id: serviceId }, language))[0]?.summary),
	);
	expect(titles.map((title) => title?.split(': ').at(-1)?.trim())).toEqual([
		'fermé',
		'gesloten',
		'geschlossen',
		'closed',
	]);
});

test('of an organisation all published services are told, an imaginary one by name', async () => {
	const imaginary = await aService('paused', true);
	await sql`update service set paused_until = ${addDays(today, 30)} where id = ${imaginary}`.execute(owner);
	const events = parse(await write({ kind: 'organisation', id: organisationId }));
	const ids = new Set(events.map(({ uid }) => /[0-9a-f-]{36}(?=@)/.exec(uid)?.[0]));
	expect(ids).toEqual(new Set([serviceId, imaginary]));
	const pause = events.find(({ uid }) => uid === `pause-${imaginary}@maillage`);
	expect(pause?.summary).toBe(texts('fr').directory.closures_paused({ name: `${name} (imaginaire)` }));
	expect(pause?.endDate.toString()).toBe(addDays(today, 31));
});

test('there is none of what is not public, nor of what does not exist', async () => {
	const draft = await aService('draft');
	for (const id of [draft, crypto.randomUUID(), 'x', "' or true"]) {
		expect(await findClosures(reader, { kind: 'service', id }, 'fr')).toBeUndefined();
		expect(await findClosures(reader, { kind: 'organisation', id }, 'fr')).toBeUndefined();
	}
});

test('a calendar without closures is one too', () => {
	const empty: Calendar = { name: 'Rien', language: 'fr', events: [] };
	const read = new ICAL.Component(ICAL.parse(writeCalendar(empty)));
	expect(read.getAllSubcomponents().map((each) => each.name)).toEqual(['vtimezone']);
});

test('what would begin a new line or a new property is text', () => {
	const event = {
		uid: 'a@b',
		startsOn: '2026-12-01',
		endsOn: '2026-12-01',
		summary: 'x\r\nEND:VEVENT\nBEGIN:VALARM;A,B\\n\u0007',
		description: '',
		url: 'https://a.example/',
		stamp: '20261129T110000Z',
		sequence: 1,
	};
	const [read] = parse(writeCalendar({ name: 'a\nb', language: 'fr', events: [event] }));
	expect(read?.summary).toBe('x\nEND:VEVENT\nBEGIN:VALARM;A,B\\n');
	expect(read?.component.getAllSubcomponents()).toEqual([]);
});
