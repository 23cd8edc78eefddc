import type { HsdsObject, Json } from '#rooms/directory/hsds.ts';
import { isHsdsId } from '#rooms/directory/hsds.ts';
import { partId } from '#rooms/directory/part-id.ts';
import type { Place } from '../../imported.ts';
import type { SpreadsheetField } from '../../spreadsheet-fields.ts';
import { getTable, type TableName } from '../tables.ts';
import { deriveId, readValue } from './read-value.ts';
import type { Report } from './report.ts';
import { tidyTown } from './tidy-town.ts';

type Values = Map<SpreadsheetField, string>;

const plain = [
	'name',
	'alternate_name',
	'description',
	'email',
	'url',
	'eligibility_description',
	'application_process',
	'fees_description',
	'alert',
	'status',
	'assured_date',
] as const satisfies SpreadsheetField[];

/** A row of a list of services as a service; undefined without a name, which is then said. What the list does not say is left out. */
export function describeRow(values: Values, place: Place, report: Report): HsdsObject | undefined {
	if (!values.has('name')) {
		report.error('missing_field', { ...place, column: 'name' }, { field: 'name', table: 'service' });
		return undefined;
	}
	const row = { values, place, report };
	const own = values.get('id');
	const id = own !== undefined && isHsdsId(own) ? own : deriveId(report.source, 'service', own ?? recognise(values));
	const object: HsdsObject = { id };
	if (own !== undefined && own !== id) object.x_be_source_id = own;
	for (const field of plain) object[field] = read(row, 'service', [field, field]);
	if (object.status === undefined) {
		report.noticeOnce('status', { code: 'status_assumed', place });
		object.status = 'active';
	}
	const found = { ...describeOwner(row), ...describeParts(id, row), ...describePlace(id, row) };
	for (const [name, value] of Object.entries(found)) if (value !== undefined) object[name] = value;
	return object;
}

interface Row {
	values: Values;
	place: Place;
	report: Report;
}

/** What makes the same row of the next list the same service. */
function recognise(values: Values): string {
	const fields = ['name', 'organization', 'postal_code', 'address_1'] as const;
	return fields.map((field) => values.get(field)?.toLowerCase() ?? '').join('\n');
}

function read(
	{ values, place, report }: Row,
	table: TableName,
	[field, name]: [SpreadsheetField, string],
): Json | undefined {
	const column = getTable(table).columns.get(name);
	const text = values.get(field);
	if (column === undefined || text === undefined) return undefined;
	return readValue(text, { table, column, place: { ...place, column: field }, isText: true }, report);
}

function describeOwner(row: Row): { organization?: Json } {
	const name = read(row, 'organization', ['organization', 'name']);
	if (typeof name !== 'string') return {};
	return { organization: { id: deriveId(row.report.source, 'organization', name.toLowerCase()), name } };
}

function describeParts(id: string, row: Row): { [key: string]: Json | undefined } {
	const numbers = [read(row, 'phone', ['phone', 'number']), read(row, 'phone', ['second_phone', 'number'])];
	const languages = split(row.values.get('languages'), /[,;/\n]|\s(?:et|en|und|and)\s/);
	const areas = split(row.values.get('area'), /[,;\n]/);
	const description = read(row, 'schedule', ['schedule', 'description']);
	const contact = read(row, 'contact', ['contact_name', 'name']);
	return {
		phones: list(numbers, (number) => ({ id: partId(id, 'phone', number), number })),
		languages: list(languages, (name) => ({ id: partId(id, 'language', name), name })),
		service_areas: list(areas, (name) => ({ id: partId(id, 'service_area', name), name })),
		schedules: list([description], (text) => ({ id: partId(id, 'schedule', text), description: text })),
		contacts: list([contact], (name) => ({ id: partId(id, 'contact', name), name })),
	};
}

/** The address, with as much of it as the list says. */
function describePlace(id: string, row: Row): { service_at_locations?: Json } {
	const fields = (['address_1', 'address_2', 'postal_code', 'city'] as const).map(
		(name): [string, Json | undefined] => [name, read(row, 'address', [name, name])],
	);
	const known = Object.fromEntries(fields.filter(([, value]) => value !== undefined));
	if (Object.keys(known).length === 0) return {};
	const words = Object.values(known).map(String);
	const own = { id: partId(id, 'address', ...words), ...known, country: 'BE', address_type: 'physical' };
	const address = tidyTown(own, { ...row.place, column: 'city' }, row.report);
	const location = { id: partId(id, 'location', ...words), location_type: 'physical', addresses: [address] };
	return { service_at_locations: [{ id: partId(id, 'service_at_location', ...words), location }] };
}

function split(text: string | undefined, at: RegExp): string[] {
	const parts = (text ?? '').split(at).map((part) => part.trim());
	return [...new Set(parts.filter((part) => part !== ''))];
}

function list(values: (Json | undefined)[], describe: (text: string) => Json): Json[] | undefined {
	const texts = values.filter((value) => typeof value === 'string');
	return texts.length === 0 ? undefined : texts.map(describe);
}
