import { languages, type Language } from '#house/language/language.ts';
import { readPhone } from '#house/language/phone.ts';
import type { HsdsObject } from './hsds.ts';
import { readCoverage, type Gazetteer } from './private/hsds/read/read-coverage.ts';
import { readExceptions, readHours } from './private/hsds/read/read-hours.ts';
import { readTexts } from './private/hsds/read/read-texts.ts';
import * as read from './private/hsds/read/values.ts';
import { listTermIds } from './private/hsds/vocabulary.ts';
import { accessibilities, capacities, referralModes, type ServiceRecord } from './service-record.ts';
import { modes } from './service.ts';

/** How an import is understood. */
export interface Understanding {
	gazetteer: Gazetteer;
	/** The language of texts that do not say theirs. */
	language: Language;
	/** A service that names no area covers the communes of its address. */
	coverageByPostalCode: boolean;
}

/** What is told of a service beside its record. */
export interface UnderstoodService {
	record: ServiceRecord;
	standing: 'active' | 'paused' | 'archived';
	confirmedOn: string | null;
	capacityOn: string | null;
	pausedUntil: string | null;
	/** Who offers it, as it was given. */
	providedBy: string | null;
	/** What stays in what was given alone, for the importer to know. */
	unread: { schedules: number; areas: string[] };
}

/** A service of HSDS as a record of the directory: what is understood, and nothing more. */
export function readHsdsService(service: HsdsObject, understanding: Understanding): UnderstoodService {
	const mainLanguage = read.readCode(service.x_be_main_language, languages) ?? understanding.language;
	const { hours, unread } = readHours(service.schedules);
	const covered = readCoverage(service, understanding.gazetteer);
	const address = readAddress(service);
	const capacity = read.readCode(service.x_be_capacity, capacities);
	const coverage =
		covered.coverage.length === 0 && understanding.coverageByPostalCode
			? (understanding.gazetteer.communes.get(address.postalCode ?? '') ?? [])
			: covered.coverage;
	const record: ServiceRecord = {
		texts: readTexts(service, mainLanguage),
		mainLanguage,
		...readTerms(service),
		minors: readMinors(service),
		modes: read.readCodes(service.x_be_modes, modes),
		...readContact(service),
		anonymous: read.readBoolean(service.x_be_anonymous),
		withoutAppointment: read.readBoolean(service.x_be_without_appointment),
		referralModes: read.readCodes(service.x_be_referral_modes, referralModes),
		hours,
		exceptions: readExceptions(service.x_be_hours_exceptions),
		coverage,
		languages: readLanguages(service),
		free: readFree(service),
		capacity,
		waitingDays: capacity === 'waiting' ? readDays(service.x_be_waiting_days) : null,
		accessibility: read.readCodes(service.x_be_accessibility, accessibilities),
		confidentialAddress: false,
		...address,
		contactPhone: null,
		contactEmail: null,
		contactNote: '',
		confirmationMonths: 6,
	};
	return { record, ...readStanding(service), unread: { schedules: unread, areas: covered.unknown } };
}

/** Those of our own two taxonomies; what terms of others mean is not for us to say. */
function readTerms({ attributes }: HsdsObject): Pick<ServiceRecord, 'audiences' | 'needs'> {
	const given = read.listFields(attributes);
	return listTermIds(
		given.map(({ taxonomy_term: term, taxonomy_term_id: id }) => (read.isFields(term) ? term.id : id)),
	);
}

function readStanding(service: HsdsObject): Omit<UnderstoodService, 'record' | 'unread'> {
	const { status, organization } = service;
	const isOver = status === 'inactive' || status === 'defunct';
	const today = new Date().toISOString().slice(0, 10);
	const past = (day: string | null) => (day === null || day > today ? null : day);
	return {
		standing: isOver ? 'archived' : status === 'temporarily closed' ? 'paused' : 'active',
		// The day its owner last vouched for it, where that was told.
		confirmedOn: past(read.readDate(service.x_be_confirmed_on) ?? read.readDate(service.assured_date)),
		capacityOn: past(read.readDate(service.x_be_capacity_on)),
		pausedUntil: read.readDate(service.x_be_paused_until),
		providedBy: (read.isFields(organization) && read.readWords(organization.name)) || null,
	};
}

function readContact(service: HsdsObject): Pick<ServiceRecord, 'phone' | 'email' | 'url'> {
	const spoken = read
		.listFields(service.phones)
		.filter(({ type }) => type === undefined || type === 'voice' || type === 'cell');
	const numbers = spoken.map(({ number }) => readNumber(read.readWords(number)));
	const [email, url] = [read.readWords(service.email), read.readWords(service.url)];
	return {
		phone: numbers.find((number) => number !== undefined) ?? null,
		email: /^[^@\s]+@[^@\s]+$/.test(email) ? email : null,
		url: /^https?:\/\/\S+$/.test(url) ? url : null,
	};
}

function readNumber(given: string): string | undefined {
	return /^[0-9]{3,6}$/.test(given) ? given : readPhone(given);
}

function readAddress(service: HsdsObject): Pick<ServiceRecord, 'street' | 'postalCode' | 'town'> {
	const locations = read
		.listFields(service.service_at_locations)
		.map(({ location }) => location)
		.filter(read.isFields);
	const addresses = locations.flatMap(({ addresses: all }) => read.listFields(all));
	const first = addresses.find(({ address_type: type }) => type !== 'postal' && type !== 'virtual');
	const code = read.readWords(first?.postal_code).replace(/^B-/i, '');
	const isBelgian = /^[1-9][0-9]{3}$/.test(code);
	return {
		street: read.readWords(first?.address_1) || null,
		postalCode: isBelgian ? code : null,
		town: read.readWords(first?.city) || null,
	};
}

function readLanguages(service: HsdsObject): string[] {
	const codes = read.listFields(service.languages).map(({ code }) => read.readWords(code).toLowerCase());
	return [...new Set(codes.filter((code) => /^[a-z]{2,3}$/.test(code)))];
}

function readMinors(service: HsdsObject): ServiceRecord['minors'] {
	const told = read.readCode(service.x_be_minors, ['yes', 'with_parent', 'no']);
	return told ?? (typeof service.minimum_age === 'number' && service.minimum_age >= 18 ? 'no' : null);
}

/** Free where each price is none; costs where there is one. */
function readFree(service: HsdsObject): boolean | null {
	if (typeof service.x_be_free === 'boolean') return service.x_be_free;
	const amounts = read
		.listFields(service.cost_options)
		.flatMap(({ amount }) => (typeof amount === 'number' ? [amount] : []));
	return amounts.length === 0 ? null : amounts.every((amount) => amount === 0);
}

function readDays(value: HsdsObject[string]): number | null {
	return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 730 ? value : null;
}
