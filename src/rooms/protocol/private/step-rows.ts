import type { AboutForm } from '../accession-form.ts';

export function toAboutRow(form: AboutForm) {
	return {
		name_fr: form.nameFr ?? null,
		name_nl: form.nameNl ?? null,
		name_de: form.nameDe ?? null,
		enterprise_number: form.enterpriseNumber,
		kind: form.kind,
		contact_function: form.contactFunction,
		contact_email: form.contactEmail,
		contact_phone: form.contactPhone ?? null,
	};
}
