import type { HsdsList } from './hsds.ts';

/** A parameter as the description of the API tells it; which text it takes is decided where it is read. */
interface Parameter {
	/** JSON Schema of its value. */
	schema: {
		type: 'string' | 'integer' | 'boolean';
		format?: string;
		enum?: string[];
		minimum?: number;
		pattern?: string;
	};
	description: string;
}

const uuidPattern = '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$';
const id = { type: 'string', format: 'uuid', pattern: uuidPattern } as const;
const flag = { type: 'boolean' } as const;

export const perPage = { usual: 50, most: 1000, mostNested: 250, mostWithServices: 50, minimal: 5000 } as const;

export const hsdsParameters = {
	search: {
		schema: { type: 'string' },
		description:
			'Words in any order, without regard to case and accents; from three letters on, the beginning of a word is enough.',
	},
	page: {
		schema: { type: 'integer', minimum: 1 },
		description: 'Number of the page, 1 for the first. Past the last one a page is empty.',
	},
	per_page: {
		schema: { type: 'integer', minimum: 1 },
		description: `Wanted on a page: ${perPage.usual} unless told. At most ${perPage.most} are sent, ${perPage.mostNested} nested ones, ${perPage.mostWithServices} organizations with their whole services, ${perPage.minimal} minimal ones.`,
	},
	format: {
		schema: { type: 'string', enum: ['json', 'ndjson'] },
		description:
			'json: a page. ndjson: everything that fits the other parameters, one object on a line, without pages.',
	},
	taxonomy_term_id: { schema: id, description: 'Only what this term is said of.' },
	taxonomy_id: {
		schema: id,
		description: 'Only what a term of this taxonomy is said of; among terms, those of this taxonomy.',
	},
	organization_id: { schema: id, description: 'Only what this organization offers.' },
	modified_after: {
		schema: { type: 'string', format: 'date-time' },
		description: 'Only what changed here at this moment or later: RFC 3339, or a day (UTC).',
	},
	minimal: { schema: flag, description: 'true: id and last_modified only.' },
	full: { schema: flag, description: 'true: each object fully nested.' },
	full_service: { schema: flag, description: 'true: nested organizations, with their services fully nested.' },
	postcode: {
		schema: { type: 'string', pattern: '^[1-9][0-9]{3}$' },
		description: 'A Belgian postal code: only services that cover one of its communes.',
	},
	proximity: {
		schema: { type: 'integer', minimum: 0 },
		description:
			'With postcode: only places at most so many metres from it, between the centres of the communes concerned.',
	},
	top_only: { schema: flag, description: 'true: only terms that have no wider one.' },
	parent_id: { schema: id, description: 'Only terms right below this one.' },
	x_be_nis: {
		schema: { type: 'string', pattern: '^[0-9]{5}$' },
		description: 'NIS code of a commune or a wider area: only services whose coverage contains it.',
	},
	x_be_deleted: { schema: flag, description: 'true: the tombstones of what is gone, instead of what there is.' },
	x_be_cursor: {
		schema: { type: 'integer', minimum: 0 },
		description:
			'Every change after this one, tombstones included, in the order in which they came about: 0 to begin, then the x_be_cursor of the answer. There are no pages: per_page alone counts. Nothing is skipped, and nothing comes twice unless it changed again.',
	},
} as const satisfies Record<string, Parameter>;

export type ParameterName = keyof typeof hsdsParameters;

const paging = ['search', 'page', 'per_page', 'format'] as const;
const changes = ['x_be_deleted', 'x_be_cursor'] as const;
const terms = ['taxonomy_term_id', 'taxonomy_id'] as const;

/** What each list takes; anything else in a question is passed over. */
export const parametersOf: Record<HsdsList, readonly ParameterName[]> = {
	services: [...paging, ...terms, 'organization_id', 'modified_after', 'minimal', 'full', 'x_be_nis', ...changes],
	organizations: [...paging, ...terms, 'full', 'full_service', ...changes],
	service_at_locations: [
		...paging,
		...terms,
		'organization_id',
		'modified_after',
		'full',
		'postcode',
		'proximity',
		'x_be_nis',
		...changes,
	],
	taxonomies: [...paging, ...changes],
	taxonomy_terms: [...paging, 'taxonomy_id', 'top_only', 'parent_id', ...changes],
};
