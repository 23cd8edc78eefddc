import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import { languages } from '#house/language/language.ts';
import { hasWords, type ServiceRecord } from '../../service-record.ts';
import type { Recorded } from '../hsds/published.ts';
import { recordOfService } from '../hsds/read-published.ts';
import { statedOn, type Incoming, type Taking } from './taken.ts';

/** What the directory says of services that are written now, as the feed will read it once they are public: JSON of each, in their order. */
export async function recordTaken(tx: Transaction<DB>, taking: Taking, incoming: Incoming[]): Promise<string[]> {
	const here = await readRecords(
		tx,
		incoming.filter(({ stored }) => stored !== undefined),
	);
	return incoming.map((each) => here.get(each.id) ?? JSON.stringify(toRecord(each, taking)));
}

/** Closed for a while, as it was given, or not. */
function pauseOf({ understood: { standing, pausedUntil } }: Incoming) {
	const paused = standing === 'paused';
	return { paused, until: paused ? pausedUntil : null };
}

/** Of what was here before, more may be said than was given. */
async function readRecords(tx: Transaction<DB>, incoming: Incoming[]): Promise<Map<string, string>> {
	if (incoming.length === 0) return new Map();
	const pauses = incoming.map((each) => ({ id: each.id, ...pauseOf(each) }));
	const { rows } = await sql<{ id: string; record: string }>`
		select s.id, ${recordOfService({ paused: sql`w.paused`, until: sql`w.until` })}::text as record
		from json_to_recordset(${JSON.stringify(pauses)}::json) as w (id uuid, paused boolean, until date) join service s on s.id = w.id`.execute(
		tx,
	);
	return new Map(rows.map(({ id, record }) => [id, record]));
}

/** Of what is new, nothing is said but what was given: the database need not be asked. The same, field by field, as `recordOfService` reads. */
function toRecord(incoming: Incoming, { imaginary }: Taking): Recorded {
	const { id, record, understood } = incoming;
	const { paused, until } = pauseOf(incoming);
	const { texts, hours, exceptions, coverage, confidentialAddress, street, postalCode, ...plain } = record;
	const {
		contactPhone: _phone,
		contactEmail: _email,
		contactNote: _note,
		confirmationMonths: _months,
		...said
	} = plain;
	return {
		...said,
		id,
		paused,
		pausedUntil: until,
		imaginary,
		networkRole: null,
		capacityOn: statedOn(incoming),
		street: confidentialAddress ? null : street,
		postalCode: confidentialAddress ? null : postalCode,
		confirmedOn: understood.confirmedOn,
		sourceUrl: null,
		texts: writtenTexts(texts),
		hours,
		exceptions: exceptions.toSorted((one, other) => compare(one.startsOn, other.startsOn)),
		coverage: coverage.toSorted(),
		mergedIds: [],
	};
}

function writtenTexts(texts: ServiceRecord['texts']): Recorded['texts'] {
	return Object.fromEntries(
		languages.filter((language) => hasWords(texts[language])).map((language) => [language, texts[language]]),
	);
}

function compare(one: string, other: string): number {
	return Number(one > other) - Number(one < other);
}
