/** Whole days in a calendar, both included (YYYY-MM-DD). */
export interface CalendarEvent {
	/** Stays the same for as long as it is the same event, whatever its days become. */
	uid: string;
	startsOn: string;
	endsOn: string;
	summary: string;
	description: string;
	url: string;
	/** When what it says was last changed, as 20261129T110000Z, and how often. */
	stamp: string;
	sequence: number;
}

export interface Calendar {
	name: string;
	/** BCP 47. */
	language: string;
	events: CalendarEvent[];
}

const longestLineOctets = 75;

// RFC 5545 wants a component in every calendar; the time zone is one, also where nothing is closed.
const brussels = [
	'BEGIN:VTIMEZONE',
	'TZID:Europe/Brussels',
	'BEGIN:STANDARD',
	'DTSTART:19961027T030000',
	'TZOFFSETFROM:+0200',
	'TZOFFSETTO:+0100',
	'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
	'END:STANDARD',
	'BEGIN:DAYLIGHT',
	'DTSTART:19810329T020000',
	'TZOFFSETFROM:+0100',
	'TZOFFSETTO:+0200',
	'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
	'END:DAYLIGHT',
	'END:VTIMEZONE',
];

/** A calendar of days as RFC 5545 has it, to subscribe to. The same content is the same text. */
export function writeCalendar({ name, language, events }: Calendar): string {
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Maillage//Closures//FR',
		'CALSCALE:GREGORIAN',
		'METHOD:PUBLISH',
		`NAME;LANGUAGE=${language}:${escapeText(name)}`,
		`X-WR-CALNAME:${escapeText(name)}`,
		'REFRESH-INTERVAL;VALUE=DURATION:P1D',
		...brussels,
		...events.flatMap((event) => writeEvent(event, language)),
		'END:VCALENDAR',
	];
	return lines.map(fold).join('\r\n') + '\r\n';
}

function writeEvent(event: CalendarEvent, language: string): string[] {
	return [
		'BEGIN:VEVENT',
		`UID:${escapeText(event.uid)}`,
		`DTSTAMP:${event.stamp}`,
		`LAST-MODIFIED:${event.stamp}`,
		`SEQUENCE:${event.sequence}`,
		`DTSTART;VALUE=DATE:${writeDay(event.startsOn)}`,
		// The end of an event is the first day after it.
		`DTEND;VALUE=DATE:${writeDay(dayAfter(event.endsOn))}`,
		`SUMMARY;LANGUAGE=${language}:${escapeText(event.summary)}`,
		...(event.description === '' ? [] : [`DESCRIPTION;LANGUAGE=${language}:${escapeText(event.description)}`]),
		`URL:${event.url}`,
		'TRANSP:TRANSPARENT',
		'END:VEVENT',
	];
}

function dayAfter(date: string): string {
	return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function writeDay(date: string): string {
	return date.replaceAll('-', '');
}

/** What ends a value or a line inside it, and what may stand in none (RFC 5545, 3.3.11). */
function escapeText(text: string): string {
	return text
		.replaceAll(/[\\;,]/g, '\\$&')
		.replaceAll(/\r\n|\r|\n/g, '\\n')
		.replaceAll(/[^\P{Cc}\t]/gu, '');
}

/** Lines of at most 75 octets, those that follow behind a space, no letter torn apart. */
function fold(line: string): string {
	const pieces: string[] = [];
	let piece = '';
	let octets = 0;
	for (const letter of line) {
		const size = Buffer.byteLength(letter);
		if (octets + size > longestLineOctets) {
			pieces.push(piece);
			piece = '';
			octets = 1;
		}
		piece += letter;
		octets += size;
	}
	return [...pieces, piece].join('\r\n ');
}
