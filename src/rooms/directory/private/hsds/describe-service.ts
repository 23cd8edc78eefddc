import { languages, type Language } from '#house/language/language.ts';
import type { HsdsObject, Json } from '../../hsds.ts';
import { describeBelonging } from './describe-belonging.ts';
import { isNis } from './describe-organization.ts';
import type { PublishedService, PublishedText, Territory } from './published.ts';
import { words } from './vocabulary.ts';

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
