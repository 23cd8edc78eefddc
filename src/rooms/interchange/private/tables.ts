/** The 24 tables of the tabular data package of HSDS: their official files and columns, and how rows stand within each other. */
type Kind = 'text' | 'number' | 'date' | 'time' | 'moment' | 'id';

/** By table: the official file, its columns in the official order with their kind where it is not text, and what must be there. */
const written = {
	organization: {
		file: 'organizations',
		columns:
			'id name alternate_name description email website tax_status tax_id year_incorporated:number legal_status logo uri parent_organization_id>organization?',
		required: 'id name description',
	},
	program: {
		file: 'programs',
		columns: 'id organization_id>organization name alternate_name description',
		required: 'id',
	},
	service: {
		file: 'services',
		columns:
			'id organization_id>organization program_id>program name alternate_name description url email status interpretation_services application_process fees_description wait_time fees accreditations eligibility_description minimum_age:number maximum_age:number assured_date:date assurer_email licenses alert last_modified:moment',
		required: 'id name status',
	},
	attribute: {
		file: 'attributes',
		columns: 'id link_id>* taxonomy_term_id>taxonomy_term link_type link_entity value label',
		required: 'id',
	},
	service_at_location: {
		file: 'service_at_location',
		columns: 'id service_id>service location_id>location description',
		required: 'id',
	},
	location: {
		file: 'locations',
		columns:
			'id location_type url organization_id>organization name alternate_name description transportation latitude:number longitude:number external_identifier external_identifier_type',
		required: 'id location_type',
	},
	phone: {
		file: 'phones',
		columns:
			'id location_id>location service_id>service organization_id>organization contact_id>contact service_at_location_id>service_at_location number extension:number type description',
		required: 'id number',
	},
	contact: {
		file: 'contacts',
		columns:
			'id organization_id>organization service_id>service service_at_location_id>service_at_location location_id>location name title department email',
		required: 'id',
	},
	address: {
		file: 'addresses',
		columns:
			'id location_id>location attention address_1 address_2 city region state_province postal_code country address_type',
		required: 'id address_1 city state_province postal_code country address_type',
	},
	schedule: {
		file: 'schedules',
		columns:
			'id service_id>service location_id>location service_at_location_id>service_at_location valid_from:date valid_to:date dtstart:date timezone:number until:date count:number wkst freq interval:number byday byweekno bymonthday byyearday description opens_at:time closes_at:time schedule_link attending_type notes',
		required: 'id',
	},
	funding: { file: 'funding', columns: 'id organization_id>organization service_id>service source', required: 'id' },
	service_area: {
		file: 'service_areas',
		columns: 'id service_id>service service_at_location_id>service_at_location name description extent extent_type uri',
		required: 'id',
	},
	required_document: { file: 'required_documents', columns: 'id service_id>service document uri', required: 'id' },
	language: {
		file: 'languages',
		columns: 'id service_id>service location_id>location phone_id>phone name code note',
		required: 'id',
	},
	accessibility: { file: 'accessibility', columns: 'id location_id>location description details url', required: 'id' },
	taxonomy: { file: 'taxonomies', columns: 'id name description uri version', required: 'id name description' },
	taxonomy_term: {
		file: 'taxonomy_terms',
		columns: 'id code name description parent_id>taxonomy_term? taxonomy language taxonomy_id>taxonomy term_uri',
		required: 'id name description',
	},
	metadata: {
		file: 'metadata',
		columns:
			'id resource_id>* resource_type last_action_date:date last_action_type field_name previous_value replacement_value updated_by',
		required: 'id last_action_date last_action_type field_name updated_by',
	},
	meta_table_description: {
		file: 'meta_table_descriptions',
		columns: 'id name language character_set',
		required: 'id',
	},
	cost_option: {
		file: 'cost_options',
		columns: 'id service_id>service valid_from:date valid_to:date option currency amount:number amount_description',
		required: 'id',
	},
	organization_identifier: {
		file: 'organization_identifiers',
		columns: 'id organization_id>organization identifier_scheme identifier_type identifier',
		required: 'id identifier_type identifier',
	},
	service_capacity: {
		file: 'service_capacity',
		columns: 'id service_id>service unit_id>unit available:number maximum:number description updated:moment',
		required: 'id available updated',
	},
	unit: { file: 'units', columns: 'id name scheme identifier uri', required: 'id name' },
	url: { file: 'url', columns: 'id label url organization_id>organization service_id>service', required: 'id url' },
} as const;

export type TableName = keyof typeof written;

export interface Column {
	name: string;
	kind: Kind;
	/** The table whose row this names; `*` is any. */
	refersTo: TableName | '*' | undefined;
	/** Whether what it names may be missing: it is known elsewhere, perhaps. */
	isLoose: boolean;
}

export interface Table {
	name: TableName;
	/** The official file name, without ".csv". */
	file: string;
	columns: Map<string, Column>;
	required: string[];
}

export const tables = new Map<TableName, Table>(
	(Object.keys(written) as TableName[]).map((name) => {
		const { file, columns, required } = written[name];
		const read = columns.split(' ').map((word): [string, Column] => {
			const [, column = '', kind, refers] = /^([a-z_0-9]+)(?::([a-z]+))?(?:>([a-z_*]+))?/.exec(word) ?? [];
			const refersTo = refers as TableName | '*' | undefined;
			const own = column === 'id' || refersTo !== undefined ? 'id' : (kind ?? 'text');
			return [column, { name: column, kind: own as Kind, refersTo, isLoose: word.endsWith('?') }];
		});
		return [name, { name, file, columns: new Map(read), required: required.split(' ') }];
	}),
);

export function getTable(name: TableName): Table {
	const table = tables.get(name);
	if (table === undefined) throw new Error(`There is no table ${name}.`);
	return table;
}
