import { languages, nameLanguage, type Language } from '#house/language/language.ts';
import type { HsdsObject, Json } from '../../hsds.ts';
import { describeLocations } from './describe-location.ts';
import { describeOrganization, isNis } from './describe-organization.ts';
import { describeExceptions, describeSchedules } from './describe-schedules.ts';
import { partId } from '../../part-id.ts';
import type { PublishedService, PublishedText, Territory } from './published.ts';
import { describeAudience, describeNeed, words } from './vocabulary.ts';

/**
 * A service of the directory as HSDS has it, fully nested, without the time of its change. What is not known is left out, and of what belongs
 * to it what is `told` already.
 */
export function describeService(service: PublishedService, territory: Territory, told: object = {}): HsdsObject {
	const { id, mainLanguage, organisation } = service;
	const text = service.texts[mainLanguage] ?? Object.values(service.texts)[0];
	return {
		id,
		organization_id: organisation.id,
		name: text?.name ?? '',
		description: text?.description || undefined,
		url: service.url ?? undefined,
		email: service.email ?? undefined,
		status: service.paused ? 'temporarily closed' : 'active',
		alert: service.paused ? text?.pauseMessage || words[mainLanguage].paused : undefined,
		application_process: text?.firstContact || undefined,
		eligibility_description: text?.conditions || undefined,
		fees_description: text?.cost || (service.free ? words[mainLanguage].free : undefined),
		minimum_age: service.minors === 'no' ? 18 : undefined,
		assured_date: service.confirmedOn ?? undefined,
		...describeOwnAdditions(service),
		...describeBelonging({ service, territory, text }, told),
	};
}

interface Describing {
	service: PublishedService;
	territory: Territory;
	text: PublishedText | undefined;
}

/** What stands in lists of its own, in the order of its fields. */
const belonging: Record<string, (describing: Describing) => Json> = {
	additional_urls: ({ service }) => describeSource(service),
	phones: ({ service }) => describePhones(service),
	schedules: ({ service: { id, hours } }) => describeSchedules(id, hours),
	x_be_hours_exceptions: ({ service }) => describeExceptions(service.exceptions),
	service_areas: ({ service, territory }) => describeCoverage(service, territory),
	service_at_locations: ({ service, territory }) => describeLocations(service, territory),
	languages: ({ service }) => describeLanguages(service),
	organization: ({ service }) => describeOrganization(service.organisation),
	cost_options: ({ service, text }) => describeCost(service, text?.cost),
	attributes: ({ service }) => describeAttributes(service),
};

/** Most of the work of describing: what is told already is not worked out. */
function describeBelonging(describing: Describing, told: object): Record<string, Json> {
	const found: Record<string, Json> = {};
	for (const [field, describe] of Object.entries(belonging)) {
		if (!Object.hasOwn(told, field)) found[field] = describe(describing);
	}
	return found;
}

function describeLanguages({ id, mainLanguage, languages: spoken }: PublishedService): HsdsObject[] {
	return spoken.map((code) => ({ id: partId(id, 'language', code), name: nameLanguage(code, mainLanguage), code }));
}

function describeOwnAdditions(service: PublishedService): Record<string, Json | undefined> {
	return {
		x_be_names: inLanguages(service, ({ name }) => name),
		x_be_descriptions: inLanguages(service, ({ description }) => description),
		x_be_conditions: inLanguages(service, ({ conditions }) => conditions),
		x_be_first_contacts: inLanguages(service, ({ firstContact }) => firstContact),
		x_be_costs: inLanguages(service, ({ cost }) => cost),
		x_be_pause_messages: service.paused ? inLanguages(service, ({ pauseMessage }) => pauseMessage) : undefined,
		x_be_missions: inLanguages(service, ({ mission }) => mission),
		x_be_methods: inLanguages(service, ({ method }) => method),
		x_be_limits: inLanguages(service, ({ limits }) => limits),
		x_be_professional_secrecy: inLanguages(service, ({ professionalSecrecy }) => professionalSecrecy),
		x_be_main_language: service.mainLanguage,
		x_be_nis: service.coverage.filter(isNis),
		x_be_communities: service.coverage.filter((code) => !isNis(code)),
		x_be_confirmed_on: service.confirmedOn ?? undefined,
		x_be_paused_until: (service.paused && service.pausedUntil) || undefined,
		x_be_network_role: service.networkRole ?? undefined,
		x_be_modes: service.modes,
		x_be_referral_modes: service.referralModes,
		x_be_capacity: service.capacity ?? undefined,
		x_be_waiting_days: service.waitingDays ?? undefined,
		x_be_capacity_on: service.capacityOn ?? undefined,
		x_be_accessibility: service.accessibility,
		x_be_minors: service.minors ?? undefined,
		x_be_anonymous: service.anonymous ?? undefined,
		x_be_without_appointment: service.withoutAppointment ?? undefined,
		x_be_free: service.free ?? undefined,
		x_be_imaginary: service.imaginary || undefined,
		x_be_merged_ids: service.mergedIds,
	};
}

function inLanguages({ texts }: PublishedService, choose: (text: PublishedText) => string) {
	const found: Partial<Record<Language, string>> = {};
	for (const language of languages) {
		const text = texts[language];
		if (text !== undefined && choose(text) !== '') found[language] = choose(text);
	}
	return found;
}

function describeSource({ id, sourceUrl }: PublishedService): HsdsObject[] {
	return sourceUrl === null ? [] : [{ id: partId(id, 'source'), label: 'Source', url: sourceUrl }];
}

/** Free, or what it costs in the words of the service. */
function describeCost({ id, free, mainLanguage }: PublishedService, cost?: string): HsdsObject[] {
	const amount = free ? { option: words[mainLanguage].free, currency: 'EUR', amount: 0 } : {};
	return free || cost ? [{ id: partId(id, 'cost'), ...amount, amount_description: cost || undefined }] : [];
}

/** The number of an imaginary service belongs to nobody, and says so. */
function describePhones({ id, phone, imaginary, mainLanguage }: PublishedService): HsdsObject[] {
	if (phone === null) return [];
	const description = imaginary ? words[mainLanguage].imaginary_number : undefined;
	return [{ id: partId(id, 'phone', phone), number: phone, type: 'voice', description }];
}

function describeCoverage({ id, coverage, mainLanguage }: PublishedService, { areas }: Territory): HsdsObject[] {
	return coverage.map((code) => {
		const area = areas.get(code);
		return {
			id: partId(id, 'service_area', code),
			name: area?.names[mainLanguage] ?? code,
			extent: area?.names[mainLanguage] ?? code,
			extent_type: 'text',
			x_be_nis: isNis(code) ? code : undefined,
			x_be_community: isNis(code) ? undefined : code,
			x_be_kind: area?.kind,
			x_be_names: area?.names,
		};
	});
}

function describeAttributes({ id, audiences, needs }: PublishedService): HsdsObject[] {
	const terms = [
		...audiences.map((audience) => ({ type: 'audience', term: describeAudience(audience) })),
		...needs.map((need) => ({ type: 'need', term: describeNeed(need) })),
	];
	return terms.map(({ type, term }) => ({
		id: partId(id, 'attribute', term.id),
		link_id: id,
		link_type: type,
		link_entity: 'service',
		taxonomy_term_id: term.id,
		taxonomy_term: term,
	}));
}
