import { toBase64 } from '#house/crypto/bytes.ts';
import { CannotOpen } from '#house/crypto/envelope.ts';
import type { ExportedRequest } from './export-archive.ts';
import { openEntries, openKeys, type ContentTrouble, type Entry, type FindTeamKeys } from './open-request-content.ts';
import type { SealedFile } from './payloads.ts';
import type { RequestScope } from './places.ts';
import type { SealedRequest } from './sealed-request.ts';

/** The opened content of a file; undefined where it is not had. @throws {CannotOpen} */
export type FetchFile = (file: SealedFile, key: Uint8Array) => Promise<Uint8Array | undefined>;

interface Reading {
	scope: RequestScope;
	findTeamKeys: FindTeamKeys;
	fetchFile: FetchFile;
}

/** A request as it is exported: everything that was written, in words; files in base64. */
export async function readExported(sealed: SealedRequest, reading: Reading): Promise<ExportedRequest> {
	const { line } = sealed;
	const { id, state, language, sentAt, serviceId } = line;
	const facts = { state, language, sentAt, serviceId };
	const opening = await openKeys(sealed, reading.scope, reading.findTeamKeys);
	if ('trouble' in opening) return { id, facts: { ...facts, trouble: opening.trouble }, content: { ...facts } };
	const entries = [];
	for (const entry of openEntries(sealed, reading.scope, opening.keys)) {
		entries.push(await writeEntry(entry, opening.keys.request, reading.fetchFile));
	}
	const { closeReason, openings } = sealed;
	return { id, facts: { ...facts, trouble: null }, content: { v: 1, id, ...facts, closeReason, openings, entries } };
}

async function writeEntry(entry: Entry, key: Uint8Array, fetchFile: FetchFile): Promise<object> {
	const { author, byTeam, writtenAt } = entry.object;
	const head = { kind: entry.object.kind, byTeam, author, writtenAt };
	if (entry.kind === 'trouble') return { ...head, trouble: entry.trouble };
	if (entry.kind === 'note') return { ...head, text: entry.text };
	const said = entry.kind === 'first' ? entry.message : entry.kind === 'answer' ? entry.answer : entry;
	const files = [];
	for (const file of said.files) files.push(await writeFile(file, key, fetchFile));
	const { text } = said;
	if (entry.kind === 'message') return { ...head, text, files };
	const { v: _, ...content } = said as typeof said & { v?: number };
	return { ...head, ...content, files };
}

async function writeFile({ name, type, ...file }: SealedFile, key: Uint8Array, fetchFile: FetchFile): Promise<object> {
	let trouble: ContentTrouble | 'missing' = 'missing';
	try {
		const content = await fetchFile({ name, type, ...file }, key);
		if (content !== undefined) return { name, type, base64: toStandardBase64(content) };
	} catch (error) {
		if (!(error instanceof CannotOpen)) throw error;
		trouble = 'altered';
	}
	return { name, type, trouble };
}

/** As every other program reads it: with the alphabet of RFC 4648, section 4, and padding. */
function toStandardBase64(content: Uint8Array): string {
	const text = toBase64(content).replaceAll('-', '+').replaceAll('_', '/');
	return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}
