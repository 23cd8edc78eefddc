import { tables, type TableName } from '../tables.ts';

const known = new Map<string, TableName>(
	[...tables.values()].flatMap(({ name, file }) =>
		[name, file, `${name}s`, `${file}s`, name.replace(/y$/, 'ies'), file.replace(/s$/, '')].map(
			(each): [string, TableName] => [each, name],
		),
	),
);

/** The table a file of a package holds, by its official name or a common variant: service_at_location.csv, urls.csv, Phone.CSV. */
export function findTable(path: string): TableName | undefined {
	const [, name = ''] = /([^/\\]+)[.](?:csv|tsv|txt)$/i.exec(path) ?? [];
	return known.get(name.toLowerCase().replaceAll(/[ -]/g, '_'));
}

/** What systems put into folders and archives without being asked, and what describes the package itself. */
export function isBeside(path: string): boolean {
	return /(^|\/)(__MACOSX\/|[.][^/]*$|Thumbs[.]db$|desktop[.]ini$|datapackage[.]json$|readme[^/]*$|licen[cs]e[^/]*$)/i.test(
		path,
	);
}
