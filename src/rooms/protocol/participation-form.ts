import { z } from 'zod';
import { readDay } from '#house/language/read-day.ts';
import { readText } from '#house/web/read-text.ts';
import { domains, type Domain } from './domain.ts';

/** What was typed, to be given back. `day` is the first or the last one. */
export interface ParticipationValues {
	domain: string;
	day: string;
	decidedBy: string;
}

export interface ParticipationIssue {
	field: keyof ParticipationValues;
	problem: 'domain_missing' | 'day_missing' | 'day_unclear' | 'decided_by_missing' | 'decided_by_long';
}

export interface ParticipationForm {
	domain: Domain;
	day: string;
	decidedBy: string;
	/** Of the participation: chosen by the form that begins it, known to the one that ends it. */
	id: string;
}

const longestBody = 300;

/** A beginning or an end, as typed by a party. */
export function readParticipationForm(
	data: FormData,
): { values: ParticipationValues } & ({ form: ParticipationForm } | { issues: ParticipationIssue[] }) {
	const values = {
		domain: readText(data, 'domain'),
		day: readText(data, 'day'),
		decidedBy: readText(data, 'decidedBy'),
	};
	const domain = domains.find((each) => each === values.domain);
	const day = readDay(values.day);
	const issues: ParticipationIssue[] = [];
	if (domain === undefined) issues.push({ field: 'domain', problem: 'domain_missing' });
	if (day === undefined) issues.push({ field: 'day', problem: values.day === '' ? 'day_missing' : 'day_unclear' });
	if (values.decidedBy === '') issues.push({ field: 'decidedBy', problem: 'decided_by_missing' });
	if (values.decidedBy.length > longestBody) issues.push({ field: 'decidedBy', problem: 'decided_by_long' });
	if (domain === undefined || day === undefined || issues.length > 0) return { values, issues };
	return { values, form: { domain, day, decidedBy: values.decidedBy, id: readId(data) } };
}

function readId(data: FormData): string {
	return z.uuid().catch(crypto.randomUUID()).parse(readText(data, 'id'));
}
