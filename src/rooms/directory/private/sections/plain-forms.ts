import { languages } from '#house/language/language.ts';
import type { SectionForm } from '../../section-form.ts';
import { accessibilities, capacities, referralModes } from '../../service-record.ts';
import { audiences, needs } from '../../service.ts';
import { writeYesNo } from './contact-forms.ts';
import { readWords, wordKey, writeWords } from './words.ts';

export const identityForm: SectionForm = {
	write: (record) => ({ ...writeWords(record, 'identity'), mainLanguage: [record.mainLanguage] }),
	read(form, { record }) {
		const mainLanguage = form.one('mainLanguage', languages) ?? record.mainLanguage;
		const name = wordKey('name', mainLanguage);
		if (!form.has(name)) form.refuse(name, 'name');
		return { texts: readWords(form, 'identity'), fields: { mainLanguage } };
	},
};

export const audienceForm: SectionForm = {
	write: (record) => ({ audiences: record.audiences, needs: record.needs, minors: [record.minors ?? ''] }),
	read: (form) => ({
		fields: {
			audiences: form.many('audiences', audiences),
			needs: form.many('needs', needs),
			minors: form.one('minors', ['yes', 'with_parent', 'no']),
		},
	}),
};

export const referralForm: SectionForm = {
	write: (record) => ({ referralModes: record.referralModes }),
	read: (form) => ({ fields: { referralModes: form.many('referralModes', referralModes) } }),
};

/** What was pasted has become codes before it comes here (see the page). */
export const coverageForm: SectionForm = {
	write: (record) => ({ coverage: record.coverage }),
	read(form, { isArea }) {
		const coverage = [...new Set(form.all('coverage'))].filter(isArea).toSorted();
		return { fields: { coverage } };
	},
};

/** The languages offered: those of the country and those most spoken beside them, by their BCP 47 codes. */
export const offeredLanguages =
	'fr nl de en lb ar zgh rif tr ku es it pt el ro bg sq pl ru uk ce hy ka fa ps ur hi pa bn zh vi so ti am ln sw rw ff wo'.split(
		' ',
	);

export const languagesForm: SectionForm = {
	write: (record) => ({ languages: record.languages }),
	read(form, { record }) {
		// What came from elsewhere and is not offered stays as long as it is ticked.
		const known = [...new Set([...offeredLanguages, ...record.languages])];
		return { fields: { languages: form.many('languages', known) } };
	},
};

export const costForm: SectionForm = {
	write: (record) => ({ ...writeWords(record, 'cost'), free: [writeYesNo(record.free)] }),
	read: (form) => ({ texts: readWords(form, 'cost'), fields: { free: form.yesNo('free') } }),
};

export const capacityForm: SectionForm = {
	write: ({ capacity, waitingDays }) => ({
		capacity: [capacity ?? ''],
		waitingDays: [waitingDays === null ? '' : String(waitingDays)],
	}),
	read(form) {
		const capacity = form.one('capacity', capacities);
		const waitingDays = form.optional('waitingDays', 'waiting_days', (typed) =>
			/^[0-9]{1,3}$/.test(typed) && Number(typed) >= 1 && Number(typed) <= 730 ? Number(typed) : undefined,
		);
		return { fields: { capacity, waitingDays: capacity === 'waiting' ? waitingDays : null } };
	},
};

export const accessibilityForm: SectionForm = {
	write: (record) => ({ accessibility: record.accessibility }),
	read: (form) => ({ fields: { accessibility: form.many('accessibility', accessibilities) } }),
};

export const addressForm: SectionForm = {
	write: ({ confidentialAddress, street, postalCode, town }) => ({
		confidentialAddress: confidentialAddress ? ['yes'] : [],
		street: [street ?? ''],
		postalCode: [postalCode ?? ''],
		town: [town ?? ''],
	}),
	read(form) {
		const street = form.text('street', 200) || null;
		const postalCode = form.optional('postalCode', 'postal_code', (typed) =>
			/^[1-9][0-9]{3}$/.test(typed) ? typed : undefined,
		);
		const town = form.text('town', 100) || null;
		if (town === null && (street !== null || form.has('postalCode'))) form.refuse('town', 'town');
		return { fields: { confidentialAddress: form.has('confidentialAddress'), street, postalCode, town } };
	},
};

export const approachForm: SectionForm = {
	write: (record) => writeWords(record, 'approach'),
	read: (form) => ({ texts: readWords(form, 'approach') }),
};

export const offeredIntervals = ['3', '6', '12'] as const;

export const confirmationForm: SectionForm = {
	write: (record) => ({ confirmationMonths: [String(record.confirmationMonths)] }),
	read: (form, { record }) => ({
		fields: {
			confirmationMonths: Number(form.one('confirmationMonths', offeredIntervals) ?? record.confirmationMonths),
		},
	}),
};
