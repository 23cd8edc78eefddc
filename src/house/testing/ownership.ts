/** Which room owns which table, or `house`, read from the comments in the migrations. */
export function readOwners(migrations: string[]): Map<string, string> {
	const owners = new Map<string, string>();
	for (const text of migrations) {
		for (const [, table, room] of text.matchAll(
			/COMMENT ON (?:TABLE|VIEW) (?:maillage\.)?(\w+) IS\s+'(?:room: |(?=house: ))(\w+)/g,
		)) {
			if (table !== undefined && room !== undefined) owners.set(table, room);
		}
	}
	return owners;
}

const NAMING_CALL =
	/\b(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto|from|using|(?:inner|left|right|full|cross)(?:Lateral)?Join|sql\.table|sql\.id)(?:<[^>]*>)?\(\s*(\[[^\]]*\]|['"`][^'"`]*['"`])/g;
const SQL_TEXT = /\bsql(?:<[^`]*?>)?`([^`]*)`/g;
/** Plain text that begins as a statement does, or stands where a prepared query has its own. */
const QUERY_TEXT = /(?:\btext:\s*|(?=['"`]\s*(?:with|select|insert into|update|delete from)\b))(['"`])([^]*?)\1/gi;
const NAMING_SQL = /\b(?:from|join|into|update|using|truncate|table)\s+(?:only\s+)?(?:maillage\.)?"?(\w+)/gi;

/** A piece of a statement put together from several, recognised by its keywords in capitals. */
const SQL_PIECE = /\b(?:FROM|JOIN|INTO|UPDATE|USING|TRUNCATE|TABLE)\s+(?:ONLY\s+)?(?:maillage\.)?"?([a-z_]+)/g;
const COMMENT_LINE = /^\s*(?:\/\/|\/?\*).*$/gm;

/** The tables that a piece of TypeScript names, through the query builder or in SQL text. */
export function listNamedTables(commented: string, known: Iterable<string>): string[] {
	const source = commented.replace(COMMENT_LINE, '');
	const named = new Set<string>();
	for (const [, argument] of source.matchAll(NAMING_CALL)) {
		for (const [, table] of (argument ?? '').matchAll(/['"`](?:maillage\.)?(\w+)/g)) named.add(table ?? '');
	}
	const texts = [
		...[...source.matchAll(SQL_TEXT)].map(([, text]) => text),
		...[...source.matchAll(QUERY_TEXT)].map(([, , text]) => text),
	];
	for (const text of texts) {
		for (const [, table] of (text ?? '').matchAll(NAMING_SQL)) named.add((table ?? '').toLowerCase());
	}
	for (const [, table] of source.matchAll(SQL_PIECE)) named.add(table ?? '');
	return [...known].filter((table) => named.has(table));
}

/** The tables of other rooms that the files of a room name, as sentences. */
export function listTrespasses(
	files: { path: string; room: string; source: string }[],
	owners: Map<string, string>,
): string[] {
	return files.flatMap(({ path, room, source }) =>
		listNamedTables(source, owners.keys())
			.filter((table) => owners.get(table) !== room)
			.map((table) => `${path} names ${table}, which belongs to ${owners.get(table)}`),
	);
}
