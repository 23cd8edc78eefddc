/** What a column of a spreadsheet may hold, by the order in which it is offered. Each has a text, `column_${field}`. */
export const spreadsheetFields = [
	'name',
	'alternate_name',
	'organization',
	'description',
	'phone',
	'second_phone',
	'email',
	'url',
	'address_1',
	'address_2',
	'postal_code',
	'city',
	'area',
	'schedule',
	'eligibility_description',
	'languages',
	'application_process',
	'fees_description',
	'contact_name',
	'alert',
	'status',
	'assured_date',
	'id',
] as const;

export type SpreadsheetField = (typeof spreadsheetFields)[number];

export function isSpreadsheetField(name: string): name is SpreadsheetField {
	return spreadsheetFields.some((field) => field === name);
}
