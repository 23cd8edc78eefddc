import type { PublicReader } from '#house/database/public-reader.ts';
import { findHsdsState } from '#rooms/directory/find-hsds-state.server.ts';
import { readHsdsQuestion } from '#rooms/directory/hsds-question.ts';
import { hsdsLists, type HsdsList, type HsdsObject } from '#rooms/directory/hsds.ts';
import { streamHsdsDocuments } from '#rooms/directory/stream-hsds-documents.server.ts';
import { FlatStore } from './private/writing/flat-store.ts';
import { flatten } from './private/writing/flatten.ts';
import { writeZip } from './private/writing/write-zip.ts';

/** What belongs to no other first: of what stands in several documents, the first one counts. Places of services stand within these. */
const lists = ['taxonomies', 'taxonomy_terms', 'organizations', 'services'] as const satisfies HsdsList[];
const nowhere = { nisAreas: undefined, postcodeAreas: undefined, postalCodes: undefined };

/** Writes all that is published as a tabular data package of HSDS to a file that must not be read before this ends. */
export async function writePackage(reader: PublicReader, path: string): Promise<void> {
	using store = new FlatStore();
	const modified = (await findHsdsState(reader))?.modified ?? new Date(0);
	for (const list of lists) {
		for await (const object of readDocuments(reader, list)) {
			for (const row of flatten(hsdsLists[list], object)) store.add(row);
		}
	}
	await writeZip(store, path, { modified });
}

async function* readDocuments(reader: PublicReader, list: HsdsList): AsyncGenerator<HsdsObject> {
	const question = readHsdsQuestion(list, new URLSearchParams({ full: 'true', format: 'ndjson' }));
	if ('refused' in question) throw new Error(`The list ${list} cannot be asked for whole.`);
	const { pieces } = await streamHsdsDocuments(reader, question, nowhere);
	for await (const piece of pieces) {
		// Written by the directory, one object on a line.
		for (const line of piece.split('\n')) if (line !== '') yield JSON.parse(line) as HsdsObject;
	}
}
