import { hsdsVersion } from '#rooms/directory/hsds.ts';
import { dataLicence } from '#rooms/directory/describe-hsds.ts';
import { getTable, tables, type TableName } from '../tables.ts';
import type { FlatStore } from './flat-store.ts';

export interface PackageFacts {
	/** When what is in it last changed. */
	modified: Date;
}

const types = {
	text: 'string',
	id: 'string',
	number: 'number',
	date: 'date',
	time: 'string',
	moment: 'datetime',
} as const;

/** The description of a tabular data package (Frictionless), with the columns that are there. */
export function describePackage(store: FlatStore, { modified }: PackageFacts): object {
	return {
		name: 'human_services_data',
		title: 'Human Services Data Specification',
		profile: 'tabular-data-package',
		version: hsdsVersion,
		created: modified.toISOString(),
		licenses: [{ title: dataLicence.name, path: dataLicence.url }],
		description:
			'A cell that a spreadsheet would calculate, or that says null, has an apostrophe before it; so has one whose own apostrophe could be taken for that. Columns that the specification does not have hold text, or JSON.',
		resources: [...tables.keys()].map((name) => describeTable(name, store.listColumns(name))),
	};
}

function describeTable(name: TableName, columns: string[]): object {
	const { file, columns: known, required } = getTable(name);
	const foreignKeys = [...known.values()].flatMap(({ name: fields, refersTo, isLoose }) =>
		refersTo === undefined || refersTo === '*' || isLoose
			? []
			: [{ fields, reference: { resource: refersTo, fields: 'id' } }],
	);
	return {
		name,
		path: `${file}.csv`,
		profile: 'tabular-data-resource',
		format: 'csv',
		mediatype: 'text/csv',
		encoding: 'utf-8',
		schema: {
			fields: columns.map((column) => {
				const type = types[known.get(column)?.kind ?? 'text'];
				return { name: column, type, ...(required.includes(column) ? { constraints: { required: true } } : {}) };
			}),
			primaryKey: 'id',
			foreignKeys,
		},
	};
}
