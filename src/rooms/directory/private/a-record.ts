import type fastCheck from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { languages } from '#house/language/language.ts';
import { accessibilities, capacities, referralModes, textFields, type ServiceRecord } from '../service-record.ts';
import { audiences, modes, needs } from '../service.ts';
import { offeredIntervals, offeredLanguages } from './sections/plain-forms.ts';
import { noWords } from './stored-service.ts';

/** A draft as it begins: a name in French and nothing else. */
export const aDraftRecord: ServiceRecord = {
	texts: { fr: { ...noWords, name: 'Le Relais' }, nl: noWords, de: noWords, en: noWords },
	mainLanguage: 'fr',
	audiences: [],
	needs: [],
	minors: null,
	modes: [],
	phone: null,
	email: null,
	url: null,
	anonymous: null,
	withoutAppointment: null,
	referralModes: [],
	hours: [],
	exceptions: [],
	coverage: [],
	languages: [],
	free: null,
	capacity: null,
	waitingDays: null,
	accessibility: [],
	confidentialAddress: false,
	street: null,
	postalCode: null,
	town: null,
	contactPhone: null,
	contactEmail: null,
	contactNote: '',
	confirmationMonths: 6,
};

/** A record that nothing is missing from. */
export const aFullRecord: ServiceRecord = {
	...aDraftRecord,
	texts: {
		...aDraftRecord.texts,
		fr: { ...noWords, name: 'Le Relais', description: 'Nous écoutons. '.repeat(15).trim() },
	},
	audiences: ['relative'],
	needs: ['listen'],
	modes: ['phone', 'email', 'visit'],
	phone: '+3287123456',
	email: 'accueil@relais.test',
	referralModes: ['self'],
	coverage: ['63079'],
	free: true,
	street: 'Rue du Palais 1',
	postalCode: '4800',
	town: 'Verviers',
};

/** Any record that could have been typed. Tests bring the generator: this file is no part of what runs. */
// One list of generators, one for each field.
// eslint-disable-next-line max-lines-per-function
export function makeAnyRecord(fc: typeof fastCheck) {
	const words = fc.string({ unit: fc.constantFrom(...'abcé ,.’\nß中'), maxLength: 40 }).map((text) => text.trim());
	const maybe = <Value>(value: Arbitrary<Value>) => fc.option(value, { nil: null });
	const some = <Code>(codes: readonly Code[]) => fc.subarray([...codes]);
	const day = fc
		.date({ min: new Date('2026-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
		.map((date) => date.toISOString().slice(0, 10));
	const minute = fc
		.integer({ min: 0, max: 24 * 60 })
		.map((at) => [at / 60, at % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':'));
	const dayHours = fc
		.uniqueArray(minute, { maxLength: 6 })
		.map((times) => times.toSorted().slice(0, times.length - (times.length % 2)))
		.map((times) =>
			times.flatMap((opens, index): [string, string][] => (index % 2 === 0 ? [[opens, times[index + 1] ?? '']] : [])),
		);
	const phone = fc.constantFrom('+3287123456', '+32470123456', '+3280011172', '107', '+33142345678');
	const anyWords = fc.record(Object.fromEntries(textFields.map((field) => [field, words])));
	return fc
		.record({
			texts: fc.record(Object.fromEntries(languages.map((language) => [language, anyWords]))),
			mainLanguage: fc.constantFrom(...languages),
			audiences: some(audiences),
			needs: some(needs),
			minors: maybe(fc.constantFrom('yes', 'with_parent', 'no')),
			modes: some(modes),
			phone: maybe(phone),
			email: maybe(fc.constantFrom('accueil@relais.test', 'a.b+c@d.be')),
			url: maybe(fc.constantFrom('https://relais.test/', 'http://relais.be/a?b=c')),
			anonymous: maybe(fc.boolean()),
			withoutAppointment: maybe(fc.boolean()),
			referralModes: some(referralModes),
			hours: fc
				.array(dayHours, { minLength: 7, maxLength: 7 })
				.map((week) =>
					week.flatMap((slots, index) => slots.map(([opens, closes]) => ({ weekday: index + 1, opens, closes }))),
				),
			exceptions: fc.uniqueArray(day, { maxLength: 3 }).chain((days) =>
				fc.tuple(
					...days.toSorted().map((startsOn) =>
						fc.record({
							startsOn: fc.constant(startsOn),
							endsOn: fc.constantFrom(startsOn, '2031-01-01'),
							hours: dayHours,
							note: words,
						}),
					),
				),
			),
			coverage: some(['01000', '60000', '63079', 'fwb']),
			languages: some(offeredLanguages),
			free: maybe(fc.boolean()),
			capacity: maybe(fc.constantFrom(...capacities)),
			waitingDays: maybe(fc.integer({ min: 1, max: 730 })),
			accessibility: some(accessibilities),
			confidentialAddress: fc.boolean(),
			street: maybe(fc.constantFrom('Rue du Palais 1', 'Kerkstraat 2 bus 3')),
			postalCode: maybe(fc.constantFrom('4800', '1000')),
			town: fc.constantFrom('Verviers', 'Brussel'),
			contactPhone: maybe(phone),
			contactEmail: maybe(fc.constant('equipe@relais.test')),
			contactNote: words,
			confirmationMonths: fc.constantFrom(...offeredIntervals).map(Number),
		})
		.map((record) => {
			const texts = {
				...record.texts,
				[record.mainLanguage]: { ...record.texts[record.mainLanguage], name: 'Le Relais' },
			};
			// The keys are those of the languages, which fast-check's record of entries cannot say.
			return {
				...record,
				texts,
				waitingDays: record.capacity === 'waiting' ? record.waitingDays : null,
			} as ServiceRecord;
		});
}
