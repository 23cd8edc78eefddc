import { languageNames, languages, nameLanguage, type Language } from '#house/language/language.ts';
import { texts } from '#messages';
import { offeredIntervals, offeredLanguages } from './private/sections/plain-forms.ts';
import { accessibilities, capacities, referralModes } from './service-record.ts';
import { audiences, modes, needs } from './service.ts';

export interface Option {
	value: string;
	text: string;
}

/** What can be chosen in the forms of a record, in the reader's language. `spoken`: languages of the record that are not offered. */
export function listOptions(language: Language, spoken: string[] = []): Record<string, Option[]> {
	const t = texts(language).directory;
	const unstated = { value: '', text: t.answer_unstated };
	const option = <Code extends string>(value: Code, text: string) => ({ value, text });
	const collator = new Intl.Collator(language);
	return {
		mainLanguage: languages.map((code) => option(code, languageNames[code])),
		audiences: audiences.map((code) => option(code, t[`serves_${code}`])),
		needs: needs.map((code) => option(code, t[`need_${code}`])),
		minors: [...(['yes', 'with_parent', 'no'] as const).map((code) => option(code, t[`minors_${code}`])), unstated],
		modes: modes.map((code) => option(code, t[`mode_${code}`])),
		withoutAppointment: [option('no', t.appointment_needed), option('yes', t.appointment_not_needed), unstated],
		yesNo: [option('yes', t.answer_yes), option('no', t.answer_no), unstated],
		referralModes: referralModes.map((code) => option(code, t[`referral_${code}`])),
		languages: [...new Set([...offeredLanguages, ...spoken])]
			.map((code, index) => ({ ...option(code, nameLanguage(code, language)), isFirst: index < languages.length }))
			.sort((a, b) => Number(b.isFirst) - Number(a.isFirst) || (a.isFirst ? 0 : collator.compare(a.text, b.text))),
		capacity: [...capacities.map((code) => option(code, t[`capacity_${code}`])), unstated],
		accessibility: accessibilities.map((code) => option(code, t[`access_${code}`])),
		confirmationMonths: offeredIntervals.map((months) => option(months, t.months_every({ count: Number(months) }))),
	};
}
