import { tables, type TableName } from './tables.ts';

/** A field in which other rows stand: a list of those which name this row by the column, or the one which this row names by it. */
export interface Edge {
	field: string;
	table: TableName;
	column: string;
}

/** `field:table` for lists, `field<table` for single ones; the column is named after the parent, or after the field's own table. */
const written: Partial<Record<TableName, string>> = {
	organization:
		'funding:funding contacts:contact phones:phone locations:location programs:program organization_identifiers:organization_identifier additional_websites:url',
	service:
		'phones:phone schedules:schedule service_areas:service_area service_at_locations:service_at_location languages:language funding:funding cost_options:cost_option required_documents:required_document contacts:contact capacities:service_capacity additional_urls:url organization<organization program<program',
	service_at_location: 'service_areas:service_area contacts:contact phones:phone schedules:schedule location<location',
	location:
		'languages:language addresses:address contacts:contact accessibility:accessibility phones:phone schedules:schedule',
	phone: 'languages:language',
	contact: 'phones:phone',
	service_capacity: 'unit<unit',
	attribute: 'taxonomy_term<taxonomy_term',
	taxonomy_term: 'taxonomy_detail<taxonomy',
};

const withoutAttributes: TableName[] = ['attribute', 'metadata', 'meta_table_description'];

export interface Nesting {
	many: Edge[];
	one: Edge[];
	/** The tables of all of them, by field. */
	tables: Map<string, TableName>;
}

const nestings = new Map<TableName, Nesting>([...tables.keys()].map((name) => [name, readNesting(name)]));

function readNesting(name: TableName): Nesting {
	const words = (written[name] ?? '').split(' ').filter((word) => word !== '');
	const many = words.filter((word) => word.includes(':')).map((word) => toEdge(word.split(':'), `${name}_id`));
	const one = words.filter((word) => word.includes('<')).map((word) => toEdge(word.split('<')));
	if (!withoutAttributes.includes(name)) many.push({ field: 'attributes', table: 'attribute', column: 'link_id' });
	if (name !== 'metadata') many.push({ field: 'metadata', table: 'metadata', column: 'resource_id' });
	return { many, one, tables: new Map([...many, ...one].map(({ field, table }) => [field, table])) };
}

function toEdge([field = '', table = '']: string[], column = `${table}_id`): Edge {
	return { field, table: table as TableName, column };
}

export function getNesting(name: TableName): Nesting {
	return nestings.get(name) ?? { many: [], one: [], tables: new Map() };
}
