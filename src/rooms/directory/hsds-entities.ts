import { hsdsProfile, hsdsVersion } from './hsds.ts';

type Schema = { [key: string]: unknown };

/** An object of the specification as this feed gives it: the fields of HSDS it uses, and what its profile adds. */
export interface HsdsEntity {
	required: readonly string[];
	fields: Record<string, Schema>;
	additions: Record<string, Schema>;
}

const id = { type: 'string', format: 'uuid' };
const text = { type: 'string' };
const url = { type: 'string', format: 'uri' };
const day = { type: 'string', format: 'date' };
const moment = { type: 'string', format: 'date-time' };
const say = (schema: Schema, description: string): Schema => ({ ...schema, description });
const one = (entity: string): Schema => ({ entity });
const many = (entity: string): Schema => ({ type: 'array', items: { entity } });

const names = {
	type: 'object',
	properties: { fr: text, nl: text, de: text, en: text },
	description: 'By language of the text.',
};
const nis = { type: 'string', pattern: '^[0-9]{5}$' };
const nisCodes = say({ type: 'array', items: nis }, 'NIS codes of Statbel, of communes or wider areas.');
const communities = say({ type: 'array', items: text }, 'Communities covered, which have no NIS code: fwb, dg.');
const imaginary = say({ const: true }, 'Of the demonstration: it does not exist.');
const deleted = {
	x_be_deleted: say({ const: true }, 'A tombstone: what it stood for is gone.'),
	x_be_deleted_at: moment,
};
const status = { enum: ['active', 'inactive', 'defunct', 'temporarily closed'] };

export const hsdsEntities: Record<string, HsdsEntity> = {
	service: {
		required: ['id', 'name', 'status'],
		fields: {
			id,
			organization_id: id,
			name: text,
			description: text,
			url,
			email: { type: 'string', format: 'email' },
			status,
			alert: text,
			application_process: say(text, 'What happens at the first contact.'),
			eligibility_description: text,
			fees_description: text,
			minimum_age: { type: 'number' },
			assured_date: say(day, 'The day the owner last confirmed the entry.'),
			last_modified: moment,
			additional_urls: many('url'),
			phones: many('phone'),
			schedules: many('schedule'),
			service_areas: many('service_area'),
			service_at_locations: many('service_at_location'),
			languages: many('language'),
			organization: one('organization'),
			cost_options: many('cost_option'),
			attributes: many('attribute'),
		},
		additions: {
			x_be_names: names,
			x_be_descriptions: names,
			x_be_conditions: names,
			x_be_first_contacts: names,
			x_be_main_language: say(text, 'The language of the fields without one of their own.'),
			x_be_nis: nisCodes,
			x_be_communities: communities,
			x_be_confirmed_on: say(day, 'As assured_date. Absent: to be confirmed.'),
			x_be_paused_until: say(day, 'The last day of a pause.'),
			x_be_network_role: say(
				{ enum: ['individual_support', 'professional_support'] },
				'Its part in the central Réseau.',
			),
			x_be_modes: {
				type: 'array',
				items: { enum: ['phone', 'visit', 'home_visit', 'video', 'email', 'chat', 'on_site'] },
				description: 'How one meets.',
			},
			x_be_minors: { enum: ['yes', 'with_parent', 'no'] },
			x_be_anonymous: { type: 'boolean' },
			x_be_without_appointment: { type: 'boolean' },
			x_be_imaginary: imaginary,
			...deleted,
		},
	},
	organization: {
		required: ['id', 'name', 'description'],
		fields: {
			id,
			name: text,
			description: text,
			services: say(
				{ type: 'array', items: { type: 'object' } },
				'By id, name and status; whole with full_service=true.',
			),
		},
		additions: {
			x_be_kind: { enum: ['community', 'region', 'province', 'municipality', 'other'] },
			x_be_names: names,
			x_be_nis: nisCodes,
			x_be_imaginary: imaginary,
			...deleted,
		},
	},
	service_at_location: {
		required: ['id'],
		fields: {
			id,
			service_id: id,
			location_id: id,
			location: one('location'),
			service: say({ type: 'object' }, 'The service in its list form.'),
			name: say(text, 'Of the service.'),
			status,
		},
		additions: { x_be_nis: nisCodes, x_be_communities: communities, x_be_imaginary: imaginary, ...deleted },
	},
	location: {
		required: ['id', 'location_type'],
		fields: { id, location_type: { enum: ['physical', 'postal', 'virtual'] }, name: text, addresses: many('address') },
		additions: {},
	},
	address: {
		required: ['id', 'address_1', 'city', 'state_province', 'postal_code', 'country', 'address_type'],
		fields: {
			id,
			location_id: id,
			address_1: text,
			city: text,
			state_province: say(text, 'The province, or the region in Brussels.'),
			postal_code: text,
			country: text,
			address_type: { enum: ['physical', 'postal', 'virtual'] },
		},
		additions: {},
	},
	phone: {
		required: ['id', 'number'],
		fields: { id, number: say(text, 'E.164, or a short number.'), type: text, description: text },
		additions: {},
	},
	schedule: {
		required: ['id'],
		fields: {
			id,
			freq: { enum: ['WEEKLY', 'MONTHLY'] },
			interval: { type: 'number' },
			wkst: text,
			byday: say(text, 'Days of the week (RFC 5545).'),
			opens_at: say(text, 'On the clock of x_be_timezone, in summer and in winter.'),
			closes_at: say(text, '23:59 stands for the end of the day.'),
		},
		additions: {
			x_be_timezone: text,
			x_be_closed_on_public_holidays: say({ const: true }, 'Closed on public holidays of Belgium.'),
		},
	},
	service_area: {
		required: ['id'],
		fields: { id, name: text, extent: text, extent_type: text },
		additions: { x_be_nis: nis, x_be_community: text, x_be_kind: text, x_be_names: names },
	},
	language: { required: ['id'], fields: { id, name: text, code: say(text, 'BCP 47.') }, additions: {} },
	cost_option: {
		required: ['id'],
		fields: { id, option: text, currency: text, amount: { type: 'number' } },
		additions: {},
	},
	attribute: {
		required: ['id'],
		fields: {
			id,
			link_id: id,
			link_type: text,
			link_entity: text,
			taxonomy_term_id: id,
			taxonomy_term: one('taxonomy_term'),
		},
		additions: {},
	},
	taxonomy: {
		required: ['id', 'name', 'description'],
		fields: { id, name: text, description: text, version: text },
		additions: { x_be_code: text, x_be_names: names, ...deleted },
	},
	taxonomy_term: {
		required: ['id', 'name', 'description'],
		fields: {
			id,
			code: text,
			name: text,
			description: text,
			taxonomy: text,
			taxonomy_detail: one('taxonomy'),
			taxonomy_id: id,
			language: text,
		},
		additions: { x_be_names: names, ...deleted },
	},
	url: { required: ['id', 'url'], fields: { id, label: text, url }, additions: {} },
};

/** A schema of this house, where `entity` stands for a reference to another one. */
export function writeSchema(name: string, refer: (entity: string) => string): Schema {
	const { required, fields, additions } = getEntity(name);
	const properties = writeReferences({ ...fields, ...additions }, refer);
	return { title: `${name}, ${hsdsProfile}`, type: 'object', required, properties };
}

/** Which objects of the specification the profile extends; `folder` is the address of the patches. */
export function describeProfile(folder: string): Schema {
	const extended = Object.entries(hsdsEntities).filter(([, { additions }]) => Object.keys(additions).length > 0);
	return {
		name: hsdsProfile,
		extends: `HSDS ${hsdsVersion}`,
		description:
			'Fields that Belgium needs, all optional and named x_be_…. Each file is a JSON Merge Patch (RFC 7396) of the schema of its name.',
		patches: Object.fromEntries(extended.map(([name]) => [name, `${folder}/${name}.json`])),
	};
}

/** What the profile adds to an object of the specification, as a JSON Merge Patch (RFC 7396) of its schema. */
export function writeProfile(name: string): Schema {
	return { properties: getEntity(name).additions };
}

function getEntity(name: string): HsdsEntity {
	const entity = hsdsEntities[name];
	if (entity === undefined) throw new Error(`There is no entity ${name}.`);
	return entity;
}

function writeReferences(value: unknown, refer: (entity: string) => string): unknown {
	if (Array.isArray(value)) return value.map((item) => writeReferences(item, refer));
	if (typeof value !== 'object' || value === null) return value;
	if ('entity' in value && typeof value.entity === 'string') return { $ref: refer(value.entity) };
	return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, writeReferences(part, refer)]));
}
