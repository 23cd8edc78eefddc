import type { Json } from '../../../hsds.ts';

export type Fields = { [key: string]: Json | undefined };

export function isFields(value: Json | undefined): value is Fields {
	return typeof value === 'object' && !Array.isArray(value);
}

export function listFields(value: Json | undefined): Fields[] {
	return Array.isArray(value) ? value.filter(isFields) : [];
}

/** A text without the spaces around it; empty where there is none. */
export function readWords(value: Json | undefined): string {
	return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : '';
}

export function listTexts(value: Json | undefined): string[] {
	return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** The code, where it is one of those known. */
export function readCode<Code extends string>(value: Json | undefined, known: readonly Code[]): Code | null {
	return known.find((code) => code === value) ?? null;
}

export function readCodes<Code extends string>(value: Json | undefined, known: readonly Code[]): Code[] {
	const given = listTexts(value);
	return known.filter((code) => given.includes(code));
}

export function readBoolean(value: Json | undefined): boolean | null {
	return typeof value === 'boolean' ? value : null;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/** A day (YYYY-MM-DD) that exists. */
export function readDate(value: Json | undefined): string | null {
	if (typeof value !== 'string' || !day.test(value)) return null;
	const date = new Date(`${value}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value) ? value : null;
}
