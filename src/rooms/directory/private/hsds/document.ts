import { hash } from 'node:crypto';
import type { HsdsKind, HsdsObject, Json } from '../../hsds.ts';
import { listWords } from './list-words.ts';

/** A document as it is kept and sent, but for the time of its change. */
export interface HsdsDocument {
	kind: HsdsKind;
	id: string;
	/** The organisation whose staff may change it; null for what is of nobody or was taken in. */
	organisationId: string | null;
	object: HsdsObject;
	/** The object as JSON. */
	text: string;
	/** Its list form, as JSON. */
	summary: string;
	/** Each once. */
	words: string[];
	fingerprint: Buffer;
}

type Owner = { organisationId: string | null; words: Iterable<string>; summary?: HsdsObject };

export function toDocument(
	kind: HsdsKind,
	object: HsdsObject,
	{ organisationId, words, summary }: Owner,
): HsdsDocument {
	const text = JSON.stringify(object);
	const once = [...new Set(words)];
	// What an organization is found by changes with its services, though it says the same of itself.
	const identity = kind === 'organization' ? [text, ...once.toSorted()].join('\n') : text;
	const fingerprint = hash('sha256', identity, 'buffer');
	const short = JSON.stringify(summary ?? summarise(object));
	return { kind, id: object.id, organisationId, object, text, summary: short, words: once, fingerprint };
}

/** The documents of one service of any source: itself, and itself at each of its locations. */
export function listServiceDocuments(service: HsdsObject, organisationId: string | null): HsdsDocument[] {
	const { service_at_locations: given, ...alone } = service;
	const words = listWords('service', alone);
	const places = Array.isArray(given) ? given : [];
	const ofPlaces = listWords('service', { service_at_locations: places });
	const { last_modified: _, ...within } = summarise(service);
	const document = toDocument('service', service, {
		organisationId,
		words: [...words, ...ofPlaces],
		summary: { ...within, id: service.id },
	});
	return [document, ...places.flatMap((place) => describePlace(place, { service, within }, { organisationId, words }))];
}

/** A service, and how it stands within its places. */
type Around = { service: HsdsObject; within: Omit<HsdsObject, 'last_modified'> };

/** With a name and a status, so that it is also a service to whoever follows the letter of the published API description. */
function describePlace(place: Json, { service, within }: Around, { organisationId, words }: Owner): HsdsDocument[] {
	if (typeof place !== 'object' || Array.isArray(place) || typeof place.id !== 'string') return [];
	const { name, status, x_be_nis, x_be_communities, x_be_imaginary } = service;
	const full = { name, status, ...place, id: place.id, x_be_nis, x_be_communities, x_be_imaginary, service: within };
	const object = omitEmpty(full);
	const own = listWords('service_at_location', object);
	return [toDocument('service_at_location', object, { organisationId, words: [...own, ...words] })];
}

/** These are long, or several: they stand in the nested form alone. */
const nestedOnly = new Set([
	'x_be_descriptions',
	'x_be_conditions',
	'x_be_first_contacts',
	'x_be_costs',
	'x_be_pause_messages',
	'x_be_missions',
	'x_be_methods',
	'x_be_limits',
	'x_be_professional_secrecy',
	'x_be_hours_exceptions',
]);
/** One object each, in lists as well. */
const single = new Set(['organization', 'program', 'service', 'location', 'taxonomy_detail']);

/** The list form: fields with one value, additions of profiles, and of related objects the same. */
export function summarise(object: HsdsObject): HsdsObject {
	return { ...summariseFields(object), id: object.id };
}

function summariseFields(fields: { [key: string]: Json | undefined }): { [key: string]: Json | undefined } {
	const kept: [string, Json | undefined][] = [];
	for (const [key, value] of Object.entries(fields)) {
		if (nestedOnly.has(key)) continue;
		if (typeof value !== 'object' || key.startsWith('x_')) kept.push([key, value]);
		else if (!Array.isArray(value) && single.has(key)) kept.push([key, summariseFields(value)]);
	}
	return Object.fromEntries(kept);
}

/** Without the fields that hold nothing: neither null nor "" nor an empty list is ever sent. */
export function omitEmpty(object: HsdsObject): HsdsObject {
	return { ...omitEmptyFields(object), id: object.id };
}

function omitEmptyFields(fields: { [key: string]: Json | null | undefined }): { [key: string]: Json } {
	const kept: [string, Json][] = [];
	for (const [key, value] of Object.entries(fields)) {
		const full = isFull(value) ? value : value === undefined || value === null ? undefined : omitEmptyValue(value);
		if (full !== undefined) kept.push([key, full]);
	}
	return Object.fromEntries(kept);
}

/** Nothing is empty within: it may stay as it is. */
function isFull(value: Json | null | undefined): value is Json {
	if (value === undefined || value === null || value === '') return false;
	if (typeof value !== 'object') return true;
	const parts = Array.isArray(value) ? value : Object.values(value);
	return parts.length > 0 && parts.every(isFull);
}

function omitEmptyValue(value: Json): Json | undefined {
	if (Array.isArray(value)) {
		const items = value.map((item) => omitEmptyValue(item)).filter((item) => item !== undefined);
		return items.length > 0 ? items : undefined;
	}
	if (typeof value === 'object') {
		const fields = omitEmptyFields(value);
		return Object.keys(fields).length > 0 ? fields : undefined;
	}
	return value === '' ? undefined : value;
}
