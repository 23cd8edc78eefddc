import type { PublicReader } from '#house/database/public-reader.ts';
import { addDays, readClock } from '#house/language/dates.ts';
import type { Language } from '#house/language/language.ts';
import { writeAddress } from '#house/web/site-address.ts';
import type { Calendar, CalendarEvent } from '#house/web/write-calendar.ts';
import { texts } from '#messages';
import { listClosures, type Closure, type ExceptionalDays } from './closures.ts';

/** Eighteen months. */
const horizonDays = 548;
const mostServices = 300;

interface Row {
	id: string;
	imaginary: boolean;
	paused: boolean;
	paused_until: string | null;
	confirmed_on: string | null;
	version: number;
	modified_on: string;
	stamp: string;
	hours: [weekday: number, opens: string, closes: string][];
	exceptions: ExceptionalDays[];
	name: string;
	organisation_name: string;
}

const select = (where: string) => `
SELECT s.id, s.imaginary, s.state = 'paused' AS paused, s.paused_until, s.confirmed_on, s.version,
	(s.modified_at AT TIME ZONE 'Europe/Brussels')::date AS modified_on, to_char(s.modified_at AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') AS stamp,
	coalesce((SELECT jsonb_agg(jsonb_build_array(weekday, left(opens::text, 5), left(closes::text, 5)) ORDER BY weekday, opens)
		FROM service_hours WHERE service_id = s.id), '[]') AS hours,
	coalesce((SELECT jsonb_agg(jsonb_build_object('startsOn', starts_on, 'endsOn', ends_on, 'note', note, 'hours', to_jsonb(opens)) ORDER BY starts_on, number)
		FROM service_hours_exception WHERE service_id = s.id AND ends_on >= $3), '[]') AS exceptions,
	words.name, coalesce(CASE $2 WHEN 'nl' THEN o.name_nl WHEN 'de' THEN o.name_de WHEN 'en' THEN o.name_en END, o.name_fr) AS organisation_name
FROM service s
JOIN organisation o ON o.id = s.organisation_id
CROSS JOIN LATERAL (
	SELECT name FROM service_text WHERE service_id = s.id ORDER BY language = $2 DESC, language = s.main_language DESC, language LIMIT 1
) words
WHERE ${where} AND s.published
ORDER BY s.id LIMIT ${mostServices}`;

const queries = {
	service: { name: 'closures-of-service', text: select('s.id = $1') },
	organisation: { name: 'closures-of-organisation', text: select('s.organisation_id = $1') },
};
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** When a published service is closed, or all those of an organisation; undefined where there is none. */
export async function findClosures(
	reader: PublicReader,
	of: { kind: 'service' | 'organisation'; id: string },
	language: Language,
): Promise<Calendar | undefined> {
	if (!uuid.test(of.id)) return undefined;
	const today = readClock(new Date()).date;
	const rows = await reader.read<Row>({ ...queries[of.kind], values: [of.id, language, today] });
	const [first] = rows;
	if (first === undefined) return undefined;
	const name = of.kind === 'service' ? nameRow(first, language) : first.organisation_name;
	return {
		name: texts(language).directory.closures_calendar({ name }),
		language,
		events: rows.flatMap((row) => writeEvents(row, today, language)),
	};
}

function nameRow({ name, imaginary }: Row, language: Language): string {
	return imaginary ? texts(language).directory.closures_imaginary({ name }) : name;
}

function writeEvents(row: Row, today: string, language: Language): CalendarEvent[] {
	const service = {
		hours: row.hours.map(([weekday, opens, closes]) => ({ weekday, opens, closes })),
		exceptions: row.exceptions,
		// When it was paused is not public; an edit meanwhile moves what is past of it.
		pause: row.paused ? { startsOn: row.modified_on, endsOn: row.paused_until } : undefined,
	};
	return listClosures(service, today, addDays(today, horizonDays)).map((closure) => ({
		uid: writeUid(row.id, closure),
		startsOn: closure.startsOn,
		endsOn: closure.endsOn,
		...describe(row, closure, language),
		url: writeAddress(`/${language}/services/${row.id}`),
		stamp: row.stamp,
		sequence: row.version,
	}));
}

/** By what begins it: a closure that becomes longer stays the same event. */
function writeUid(serviceId: string, { reason, startsOn }: Closure): string {
	return reason === 'pause' ? `pause-${serviceId}@maillage` : `${reason}-${startsOn}-${serviceId}@maillage`;
}

function describe(row: Row, { reason, note }: Closure, language: Language): { summary: string; description: string } {
	const t = texts(language).directory;
	const name = nameRow(row, language);
	const why = reason === 'holiday' ? t.closures_holiday : note;
	const doubt = row.confirmed_on === null ? t.closures_unconfirmed : '';
	return {
		summary: reason === 'pause' ? t.closures_paused({ name }) : t.closures_closed({ name }),
		description: [why, doubt].filter((line) => line !== '').join('\n'),
	};
}
