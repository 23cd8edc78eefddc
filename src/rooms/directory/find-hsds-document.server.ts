import type { PublicReader } from '#house/database/public-reader.ts';
import { hsdsLists, isHsdsId, type HsdsList } from './hsds.ts';
import { finishForm, formColumns } from './private/hsds/select-documents.ts';

/** A document nested in full. `version` rises when it changes. */
export type FoundHsdsDocument = { version: number; body: string } | { version: number; unchanged: true };

interface Wish {
	id: string;
	/** An organization with its services whole. */
	withServices: boolean;
	/** The version that the client still has. */
	known: number | undefined;
}

type Row = { version: number; body: string | null };

/** A document of a list by its id; undefined when there is none, or no longer. What became one with another is still told. One round trip. */
export async function findHsdsDocument(
	reader: PublicReader,
	list: HsdsList,
	{ id, withServices, known }: Wish,
): Promise<FoundHsdsDocument | undefined> {
	if (!isHsdsId(id)) return undefined;
	const form = withServices ? 'full_service' : 'full';
	const kind = hsdsLists[list];
	// With its services whole it changes when any of them does.
	const version = withServices ? '(SELECT max(sequence) FROM hsds_feed)' : 'd.sequence';
	const [row] = await reader.read<Row>({
		name: `hsds-one-${kind}-${form}`,
		text: `SELECT ${version} AS version, CASE WHEN ${version} IS DISTINCT FROM $2::bigint THEN ${formColumns[form]} END AS body
FROM hsds_document d WHERE d.kind = '${kind}' AND d.id = $1 AND (d.deleted_at IS NULL OR d.merged_into IS NOT NULL)`,
		values: [id, known ?? null],
	});
	if (row === undefined) return undefined;
	return row.body === null
		? { version: row.version, unchanged: true }
		: { version: row.version, body: finishForm(form, row.body) };
}
