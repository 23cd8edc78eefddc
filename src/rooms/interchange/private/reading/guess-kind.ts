import type { HsdsKind } from '#rooms/directory/hsds.ts';

/** By the fields that only this kind of thing has, the surest first. */
const signs: [HsdsKind, readonly string[]][] = [
	['service_at_location', ['location', 'service', 'location_id']],
	[
		'service',
		['status', 'service_at_locations', 'organization', 'program', 'schedules', 'application_process', 'cost_options'],
	],
	['taxonomy_term', ['taxonomy', 'taxonomy_detail', 'taxonomy_id', 'term_uri', 'parent_id', 'code']],
	[
		'organization',
		[
			'services',
			'organization_identifiers',
			'locations',
			'programs',
			'website',
			'legal_status',
			'tax_status',
			'tax_id',
			'year_incorporated',
			'logo',
			'parent_organization_id',
			'contacts',
			'phones',
			'funding',
			'email',
			'additional_websites',
		],
	],
	['taxonomy', ['version']],
];

const others = ['location_type', 'address_1', 'number', 'openapi_url', 'link_id', 'resource_id', 'freq', 'latitude'];

/** What an object is: by its fields, then by the name of its file. Undefined for what is none of the things a feed lists. */
export function guessKind(object: object, file: string): HsdsKind | undefined {
	const fields = new Set(Object.keys(object));
	if (others.some((name) => fields.has(name)) || !(fields.has('id') || fields.has('name'))) return undefined;
	const found = signs.find(([, names]) => names.some((name) => fields.has(name)));
	if (found !== undefined) return found[0];
	if (/taxonomy[-_]?term/i.test(file)) return 'taxonomy_term';
	return /taxonom/i.test(file) ? 'taxonomy' : 'organization';
}
