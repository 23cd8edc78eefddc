import { z } from 'zod';
import type { PublicReader } from '#house/database/public-reader.ts';
import { languages } from '#house/language/language.ts';
import type { ProtocolVersion } from './protocol-text.ts';

const Row = z.object({
	id: z.uuid(),
	number: z.int(),
	adoptedOn: z.iso.date(),
	note: z.string(),
	texts: z.array(
		z.object({
			language: z.enum(languages),
			title: z.string(),
			body: z.string().nullable(),
			document: z.object({ id: z.uuid(), name: z.string(), sizeBytes: z.int() }).nullable(),
		}),
	),
});

const query = {
	name: 'protocol-versions',
	text: `
SELECT v.id, v.number, v.adopted_on AS "adoptedOn", v.note, coalesce((
	SELECT json_agg(json_build_object('language', t.language, 'title', t.title, 'body', t.body,
		'document', CASE WHEN d.id IS NOT NULL THEN json_build_object('id', d.id, 'name', d.name, 'sizeBytes', d.size) END
	) ORDER BY array_position(ARRAY['fr', 'nl', 'de', 'en'], t.language))
	FROM protocol_text t LEFT JOIN protocol_document d ON d.id = t.document_id WHERE t.version_id = v.id), '[]') AS texts
FROM protocol_version v
ORDER BY v.number DESC`,
	values: [],
};

/** The versions of the protocol with their texts, the latest first. */
export async function listVersions(reader: PublicReader): Promise<ProtocolVersion[]> {
	const rows = await reader.read<Record<string, unknown>>(query);
	return rows.map((row) => Row.parse(row));
}
