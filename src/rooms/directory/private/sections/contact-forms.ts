import { formatPhone, readPhone } from '#house/language/phone.ts';
import { modes } from '../../service.ts';
import type { SectionForm } from '../../section-form.ts';
import type { FormReader } from './form-reader.ts';
import { readWords, writeWords } from './words.ts';

/** Where people find the service: it speaks of those three, and of the first minutes. */
export const reachForm: SectionForm = {
	write: (record) => ({
		...writeWords(record, 'reach'),
		modes: record.modes,
		phone: [record.phone === null ? '' : formatPhone(record.phone)],
		email: [record.email ?? ''],
		url: [record.url ?? ''],
		withoutAppointment: [writeYesNo(record.withoutAppointment)],
		anonymous: [writeYesNo(record.anonymous)],
	}),
	read: (form, { imaginary }) => ({
		texts: readWords(form, 'reach'),
		fields: {
			modes: form.many('modes', modes),
			phone: readNumber(form, 'phone', imaginary),
			email: readEmail(form, 'email', imaginary),
			url: readUrl(form, imaginary),
			withoutAppointment: form.yesNo('withoutAppointment'),
			anonymous: form.yesNo('anonymous'),
		},
	}),
};

export const professionalsForm: SectionForm = {
	write: ({ contactPhone, contactEmail, contactNote }) => ({
		contactPhone: [contactPhone === null ? '' : formatPhone(contactPhone)],
		contactEmail: [contactEmail ?? ''],
		contactNote: [contactNote],
	}),
	read: (form, { imaginary }) => ({
		fields: {
			contactPhone: readNumber(form, 'contactPhone', imaginary),
			contactEmail: readEmail(form, 'contactEmail', imaginary),
			contactNote: form.text('contactNote', 1000),
		},
	}),
};

export function writeYesNo(value: boolean | null): string {
	return value === null ? '' : value ? 'yes' : 'no';
}

/** As migration 20261125T0910 holds: nobody must be able to reach a real person through an imaginary service. */
const imaginaryNumber = /^\+32[0-9]{1,3}000[0-9]*$/;

function readNumber(form: FormReader, field: string, imaginary: boolean): string | null {
	// 107, 1712: numbers without an area are dialled as they are.
	const read = (typed: string) => (/^[0-9]{3,4}$/.test(typed) ? typed : readPhone(typed));
	const number = form.optional(field, 'phone', read);
	if (imaginary && number !== null && !imaginaryNumber.test(number)) form.refuse(field, 'imaginary_phone');
	return number;
}

function readEmail(form: FormReader, field: string, imaginary: boolean): string | null {
	const email = form.optional(field, 'email', (typed) =>
		/^[^@\s,;:<>"()]+@[^@\s,;:<>"()]+\.[^@\s,;:<>"()]+$/.test(typed) && typed.length <= 254 ? typed : undefined,
	);
	if (imaginary && email !== null && !email.endsWith('.example')) form.refuse(field, 'imaginary_email');
	return email;
}

function readUrl(form: FormReader, imaginary: boolean): string | null {
	const url = form.optional('url', 'url', (typed) => {
		const whole = /^https?:\/\//i.test(typed) ? typed : `https://${typed}`;
		return URL.canParse(whole) && /\.[a-z]{2,}$/i.test(new URL(whole).hostname) ? new URL(whole).href : undefined;
	});
	if (imaginary && url !== null) form.refuse('url', 'imaginary_url');
	return url;
}
