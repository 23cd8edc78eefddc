import type { PublicReader } from '#house/database/public-reader.ts';
import type { Language } from '#house/language/language.ts';

interface Row extends Record<Language, string> {
	id: string;
}

const query = {
	name: 'name-organisations',
	text: `SELECT id, name_fr AS fr, coalesce(name_nl, name_fr) AS nl, coalesce(name_de, name_fr) AS de, coalesce(name_en, name_fr) AS en
FROM organisation WHERE id = ANY ($1)`,
};

/** The names of these organisations, by their id; French where there is none in a language. */
export async function nameOrganisations(
	reader: PublicReader,
	ids: readonly string[],
): Promise<Map<string, Record<Language, string>>> {
	const rows = await reader.read<Row>({ ...query, values: [ids] });
	return new Map(rows.map(({ id, ...names }) => [id, names]));
}
