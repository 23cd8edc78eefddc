import type { Language } from '#house/language/language.ts';
import { openForm, type FormReader } from './private/sections/form-reader.ts';
import { professionalsForm, reachForm } from './private/sections/contact-forms.ts';
import { hoursForm } from './private/sections/hours-form.ts';
import * as plain from './private/sections/plain-forms.ts';
import type { Edit } from './service-changes.ts';
import type { ServiceRecord } from './service-record.ts';
import type { Section } from './service-sections.ts';

/** What was typed into the form of a section, field by field, to be given back as it is. */
export type TypedSection = Record<string, string[]>;

/** What has to be put right; each has its text in every language. */
export type Problem =
	| 'unreadable'
	| 'too_long'
	| 'name'
	| 'phone'
	| 'email'
	| 'url'
	| 'hours'
	| 'hours_order'
	| 'date'
	| 'dates_order'
	| 'waiting_days'
	| 'postal_code'
	| 'town'
	| 'places'
	| 'imaginary_phone'
	| 'imaginary_email'
	| 'imaginary_url';
export type SectionIssue = { field: string; problem: Problem };

/** What a form is read with: the record it edits, and what another room knows. */
export interface SectionContext {
	record: ServiceRecord;
	imaginary: boolean;
	isArea: (code: string) => boolean;
}

/** A section as a form; reading what was written changes nothing. */
export interface SectionForm {
	write(record: ServiceRecord, language: Language): TypedSection;
	read(form: FormReader, context: SectionContext): Edit;
}

const forms: Record<Section, SectionForm> = {
	identity: plain.identityForm,
	audience: plain.audienceForm,
	reach: reachForm,
	coverage: plain.coverageForm,
	referral: plain.referralForm,
	hours: hoursForm,
	languages: plain.languagesForm,
	cost: plain.costForm,
	address: plain.addressForm,
	capacity: plain.capacityForm,
	accessibility: plain.accessibilityForm,
	approach: plain.approachForm,
	professionals: professionalsForm,
	confirmation: plain.confirmationForm,
};

/** The fields of a section as they are given to whoever edits it. */
export function writeSection(section: Section, record: ServiceRecord, language: Language): TypedSection {
	return forms[section].write(record, language);
}

/** What was typed as an edit of the record, or everything that has to be put right first. */
export function readSection(
	section: Section,
	typed: TypedSection,
	context: SectionContext,
): { edit: Edit } | { issues: SectionIssue[] } {
	const form = openForm(typed);
	const edit = forms[section].read(form, context);
	return form.issues.length > 0 ? { issues: form.issues } : { edit };
}

/** Every field of a form with all its values: several check boxes share a name. */
export function readTypedSection(data: FormData): TypedSection {
	const names = [...new Set(data.keys())];
	return Object.fromEntries(
		names.map((name) => [name, data.getAll(name).map((value) => (typeof value === 'string' ? value : ''))]),
	);
}
