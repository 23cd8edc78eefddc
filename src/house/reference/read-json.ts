import type { z } from 'zod';
import { readText } from './read-table.ts';
import { ReferenceDataError } from './reference-data-error.ts';

export interface JsonFile<Value> {
	path: string;
	value: Value;
	/** The line where the object with this `id` begins, for messages. */
	findLine(id: string): number | undefined;
}

type Path = readonly PropertyKey[];

/** A JSON file parsed by a schema; the schema's own messages follow the path of the field, as in "is not a time (HH:MM)". */
export function readJson<Schema extends z.ZodType>(path: string, schema: Schema): JsonFile<z.output<Schema>> {
	const text = readText(path);
	const raw = parseText(path, text);
	const parsed = schema.safeParse(raw);
	const findLine = (id: string) => findIdLine(text, id);
	if (parsed.success) return { path, value: parsed.data, findLine };
	const [issue] = parsed.error.issues;
	if (issue === undefined) throw parsed.error;
	const problem = `${writePath(issue.path)} ${explain(issue, raw)}.`;
	throw new ReferenceDataError(path, problem, { line: findLine(findNearestId(raw, issue.path)) });
}

function parseText(path: string, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message.replaceAll(/\s+/g, ' ') : '';
		// The engine gives either the position or, for some faults, the text around it.
		const [, before] = /at position ([0-9]+)/.exec(reason) ?? [];
		const line = before === undefined ? undefined : text.slice(0, Number(before)).split('\n').length;
		throw new ReferenceDataError(path, `this is not readable as JSON: ${reason}.`, { line, cause });
	}
}

function explain(issue: z.core.$ZodIssue, raw: unknown): string {
	if (issue.code === 'unrecognized_keys') return `has the unknown field "${issue.keys.join('", "')}"`;
	if (issue.code === 'invalid_value') return `is not one of ${issue.values.join(', ')}`;
	if (issue.code !== 'invalid_type') return issue.message;
	return step(raw, issue.path) === undefined ? 'is missing' : `is not a ${issue.expected}`;
}

/** `services[3].hours[0].opens` */
function writePath(path: Path): string {
	const written = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
	return written.replace(/^\./, '') || 'the file';
}

function step(raw: unknown, path: Path): unknown {
	return path.reduce<unknown>((value, key) => {
		if (typeof value !== 'object' || value === null) return undefined;
		return Object.entries(value).find(([name]) => name === String(key))?.[1];
	}, raw);
}

/** The `id` of the innermost object on the way to the fault that has one. */
function findNearestId(raw: unknown, path: Path): string {
	for (let length = path.length; length >= 0; length--) {
		const id = step(raw, [...path.slice(0, length), 'id']);
		if (typeof id === 'string') return id;
	}
	return '';
}

function findIdLine(text: string, id: string): number | undefined {
	const literal = JSON.stringify(id).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
	const index = text.search(new RegExp(`"id"\\s*:\\s*${literal}`));
	return id === '' || index < 0 ? undefined : text.slice(0, index).split('\n').length;
}
