import { id, text, url, say, one, many, names, nis, deleted, type HsdsEntity } from './entity-fields.ts';

/** What stands within others, and the terms by which services are sorted. */
export const partEntities: Record<string, HsdsEntity> = {
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
	organization_identifier: {
		required: ['id', 'identifier_type', 'identifier'],
		fields: {
			id,
			identifier_scheme: text,
			identifier_type: text,
			identifier: say(text, 'Ten digits in the Crossroads Bank for Enterprises (KBO/BCE).'),
		},
		additions: {},
	},
	cost_option: {
		required: ['id'],
		fields: { id, option: text, currency: text, amount: { type: 'number' }, amount_description: text },
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
