import { languages, type Language } from '#house/language/language.ts';
import type { ServicePage } from './find-service.server.ts';
import type { StoredService } from './private/stored-service.ts';
import { hasWords } from './service-record.ts';

/** A service of one's own as the public reads it, or would: the same page made from its record. */
export function showService(stored: StoredService, language: Language, today: string): ServicePage {
	const { record } = stored;
	const textLanguage = chooseLanguage(stored, language);
	return {
		...record.texts[textLanguage],
		// What may be written to it in confidence stands on its public page.
		intake: null,
		id: stored.id,
		audiences: record.audiences,
		needs: record.needs,
		minors: record.minors,
		modes: record.modes,
		phone: record.phone,
		email: record.email,
		url: record.url,
		anonymous: record.anonymous,
		withoutAppointment: record.withoutAppointment,
		referralModes: record.referralModes,
		hours: record.hours,
		coverage: record.coverage,
		languages: record.languages,
		free: record.free,
		capacity: record.capacity,
		waitingDays: record.waitingDays,
		accessibility: record.accessibility,
		confidentialAddress: record.confidentialAddress,
		...(record.confidentialAddress ? hidden : { street: record.street, postalCode: record.postalCode }),
		town: record.town,
		confirmationMonths: record.confirmationMonths,
		organisationName: stored.providedBy ?? stored.organisation[language],
		imaginary: stored.imaginary,
		networkRole: stored.networkRole,
		paused: stored.state === 'paused',
		pausedUntil: stored.pausedUntil,
		confirmedOn: stored.confirmedOn,
		capacityOn: stored.capacityOn,
		sourceUrl: null,
		exceptions: record.exceptions.filter(({ endsOn }) => endsOn >= today),
		textLanguage,
	};
}

const hidden = { street: null, postalCode: null };

/** As the pages choose: the reader's language, else the service's own, else the first that says something. */
function chooseLanguage({ record }: StoredService, language: Language): Language {
	const order = [language, record.mainLanguage, ...languages];
	return order.find((each) => hasWords(record.texts[each])) ?? record.mainLanguage;
}
