import { nameLanguage } from '#house/language/language.ts';
import type { HsdsObject, Json } from '../../hsds.ts';
import { partId } from '../../part-id.ts';
import { describeLocations } from './describe-location.ts';
import { describeOrganization, isNis } from './describe-organization.ts';
import { describeExceptions, describeSchedules } from './describe-schedules.ts';
import type { PublishedService, PublishedText, Territory } from './published.ts';
import { describeAudience, describeNeed, words } from './vocabulary.ts';

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

/** What belongs to a service, but for what is told already: it is most of the work of describing. */
export function describeBelonging(describing: Describing, told: object): Record<string, Json> {
	const found: Record<string, Json> = {};
	for (const [field, describe] of Object.entries(belonging)) {
		if (!Object.hasOwn(told, field)) found[field] = describe(describing);
	}
	return found;
}

function describeLanguages({ id, mainLanguage, languages: spoken }: PublishedService): HsdsObject[] {
	return spoken.map((code) => ({ id: partId(id, 'language', code), name: nameLanguage(code, mainLanguage), code }));
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
