import type { PublicReader } from '#house/database/public-reader.ts';
import type { Language } from '#house/language/language.ts';

/** A published service as one names it to somebody. */
export interface ServiceDoor {
	id: string;
	name: string;
	organisation: string;
	town: string | null;
	imaginary: boolean;
}

const MOST_FOUND = 20;
const MOST_WORDS = 6;

const query = {
	name: 'search-services',
	text: `SELECT s.id, t.name, coalesce(s.provided_by, CASE $2 WHEN 'nl' THEN o.name_nl WHEN 'de' THEN o.name_de WHEN 'en' THEN o.name_en END, o.name_fr) AS organisation,
	s.town, s.imaginary
FROM service s
JOIN organisation o ON o.id = s.organisation_id
CROSS JOIN LATERAL (
	SELECT name FROM service_text WHERE service_id = s.id
	ORDER BY language = $2 DESC, language = s.main_language DESC, language LIMIT 1
) t
CROSS JOIN LATERAL (
	SELECT concat_ws(' ', (SELECT string_agg(name, ' ') FROM service_text WHERE service_id = s.id), s.provided_by, o.name_fr, o.name_nl, o.name_de, s.town, s.postal_code) AS words
) said
WHERE s.published AND s.state = 'published' AND NOT EXISTS (SELECT FROM unnest($1::text[]) word WHERE said.words NOT ILIKE word)
ORDER BY lower(t.name), s.id
LIMIT ${MOST_FOUND}`,
};

/** Published services that have all these words in their name, that of their organisation, or their town; by name. */
export async function searchServices(reader: PublicReader, words: string, language: Language): Promise<ServiceDoor[]> {
	const wanted = words
		.split(/\s+/)
		.filter((word) => word.length > 1)
		.slice(0, MOST_WORDS)
		.map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
	if (wanted.length === 0) return [];
	return reader.read<ServiceDoor>({ ...query, values: [wanted, language] });
}
