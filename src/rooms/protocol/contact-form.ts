import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { z } from 'zod';
import { readText } from '#house/web/read-text.ts';

/** What was typed, to be given back. */
export interface ContactValues {
	function: string;
	email: string;
	phone: string;
}

export interface ContactIssue {
	field: keyof ContactValues;
	problem: 'function_missing' | 'function_long' | 'email_unclear' | 'phone_unclear' | 'contact_missing';
}

export interface ContactForm {
	function: string;
	email: string | null;
	phone: string | null;
}

const longestFunction = 160;

/** Whom to reach, as typed by a party: a function, and an address or a number of that function. */
export function readContactForm(
	data: FormData,
): { values: ContactValues } & ({ form: ContactForm } | { issues: ContactIssue[] }) {
	const values = {
		function: readText(data, 'function'),
		email: readText(data, 'email'),
		phone: readText(data, 'phone'),
	};
	const email = values.email === '' ? null : z.email().max(254).safeParse(values.email).data;
	const number = parsePhoneNumberFromString(values.phone, 'BE');
	const phone = values.phone === '' ? null : number?.isPossible() === true ? number.number : undefined;
	const issues: ContactIssue[] = [];
	if (values.function === '') issues.push({ field: 'function', problem: 'function_missing' });
	if (values.function.length > longestFunction) issues.push({ field: 'function', problem: 'function_long' });
	if (email === undefined) issues.push({ field: 'email', problem: 'email_unclear' });
	if (phone === undefined) issues.push({ field: 'phone', problem: 'phone_unclear' });
	if (email === null && phone === null) issues.push({ field: 'email', problem: 'contact_missing' });
	if (email === undefined || phone === undefined || issues.length > 0) return { values, issues };
	return { values, form: { function: values.function, email, phone } };
}
