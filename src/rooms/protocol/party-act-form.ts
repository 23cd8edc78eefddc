import { z } from 'zod';
import { readDay } from '#house/language/read-day.ts';
import { readText } from '#house/web/read-text.ts';
import { partyActKinds } from './party-act.ts';
import type { PartyActEntry } from './record-party-act.server.ts';

/** What was typed, to be given back. */
export interface PartyActValues {
	kind: string;
	on: string;
	note: string;
}

export interface PartyActIssue {
	field: keyof PartyActValues;
	problem: 'kind_missing' | 'day_missing' | 'day_unclear' | 'note_long';
}

const longestNote = 2000;
const Uuid = z.uuid();
const optionalId = (text: string) => (Uuid.safeParse(text).success ? text : null);

/** An act as typed by the secretariat, without the party it is of. The hidden fields make it count once, and only on what was seen. */
export function readPartyActForm(
	data: FormData,
): { values: PartyActValues } & ({ entry: Omit<PartyActEntry, 'partyId'> } | { issues: PartyActIssue[] }) {
	const values = { kind: readText(data, 'kind'), on: readText(data, 'on'), note: readText(data, 'note') };
	const kind = partyActKinds.find((each) => each === values.kind);
	const on = readDay(values.on);
	const issues = listIssues(values, { kind, on });
	if (kind === undefined || on === undefined || issues.length > 0) return { values, issues };
	const actId = optionalId(readText(data, 'token'));
	const seen = readText(data, 'seen');
	return {
		values,
		entry: {
			kind,
			on,
			note: values.note,
			documentId: optionalId(readText(data, 'document')),
			replaces: optionalId(readText(data, 'replaces')),
			...(actId === null ? {} : { actId }),
			seen: /^[0-9]{1,6}$/.test(seen) ? Number(seen) : -1,
		},
	};
}

function listIssues(values: PartyActValues, { kind, on }: { kind: unknown; on: unknown }): PartyActIssue[] {
	const issues: PartyActIssue[] = [];
	if (kind === undefined) issues.push({ field: 'kind', problem: 'kind_missing' });
	if (on === undefined) issues.push({ field: 'on', problem: values.on === '' ? 'day_missing' : 'day_unclear' });
	if (values.note.length > longestNote) issues.push({ field: 'note', problem: 'note_long' });
	return issues;
}
