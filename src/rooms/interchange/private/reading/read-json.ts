import type { HsdsKind, HsdsObject } from '#rooms/directory/hsds.ts';
import type { Imported, Place, ReadingProgress } from '../../imported.ts';
import { guessKind } from './guess-kind.ts';
import type { JsonSlice } from './json-slice.ts';
import { JsonSlicer } from './json-slices.ts';
import { parseSlice } from './parse-slice.ts';
import { readObject } from './read-object.ts';
import type { Report } from './report.ts';
import type { SeenThings } from './seen-things.ts';

export interface JsonReading {
	file: string;
	report: Report;
	seen: SeenThings;
	/** What the values are, where it is known; else each says it by its fields. */
	kind?: HsdsKind;
	/** How long the whole is, where it is known. */
	totalBytes?: number | undefined;
	/** A feed lists its services by themselves, and may show one twice while it changes. */
	isFeed?: boolean;
}

/** Nested JSON of any length: one thing, a list, a page of HSDS, or lines. `listNested` of `seen` remains to be handed on. */
export async function* readJson(chunks: AsyncIterable<Buffer>, reading: JsonReading): AsyncGenerator<Imported> {
	const slicer = new JsonSlicer(reading.file);
	const { file, report, totalBytes } = reading;
	let values = 0;
	const progress: ReadingProgress = { doneBytes: 0, totalBytes };
	for await (const chunk of chunks) {
		for (const slice of slicer.take(chunk)) {
			values += 1;
			yield* readSlice(slice, reading);
		}
		progress.doneBytes += chunk.length;
		yield { progress: { ...progress } };
	}
	for (const slice of slicer.end()) {
		values += 1;
		yield* readSlice(slice, reading);
	}
	if (values === 0) report.notice('nothing_inside', { file });
	yield* report.take();
}

/** One value; the envelope of a page says nothing that is taken in. */
function* readSlice(slice: JsonSlice, reading: JsonReading): Generator<Imported> {
	if (slice.isEnvelope) return;
	const { file, report } = reading;
	const place = { file, line: slice.line };
	const given = parseSlice(slice, file);
	if (typeof given !== 'object' || given === null || Array.isArray(given)) {
		report.error('no_thing', place);
	} else {
		yield* readThing(given, place, reading);
	}
	yield* report.take();
}

/** One thing, and what stands within it that is taken in by itself. */
export function* readThing(given: object, place: Place, reading: JsonReading): Generator<Imported> {
	const { report, seen, isFeed = false } = reading;
	const kind = reading.kind ?? guessKind(given, reading.file);
	if (kind === undefined) {
		report.error('no_thing', place);
		return;
	}
	const { services, ...own }: { services?: unknown } = given;
	const object = readObject(kind === 'organization' ? own : given, { table: kind, place, path: '' }, report);
	if (object === undefined) return;
	const before = seen.meet(kind, object.id, place);
	if (before === undefined) yield { entity: { kind, object, place } };
	else if (!isFeed) report.error('duplicate_id', { ...place, column: 'id' }, { id: object.id, line: before.line ?? 0 });
	if (kind === 'organization' && Array.isArray(services) && !isFeed) keepServices(services, { object, place }, reading);
}

/** Services that stand within their organisation say which it is. */
function keepServices(
	services: unknown[],
	{ object, place }: { object: HsdsObject; place: Place },
	{ report, seen }: JsonReading,
): void {
	for (const [index, service] of services.entries()) {
		const path = `services[${index}]`;
		if (typeof service !== 'object' || service === null || Array.isArray(service)) {
			report.error('wrong_type', { ...place, column: path }, { column: path });
			continue;
		}
		const read = readObject(service, { table: 'service', place, path }, report);
		if (read === undefined) continue;
		if (read.organization === undefined) read.organization_id ??= object.id;
		seen.keepNested(read, { ...place, column: path });
	}
}
