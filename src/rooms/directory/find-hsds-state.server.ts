import type { PublicReader } from '#house/database/public-reader.ts';

/** How far the open feed has come. */
export interface HsdsState {
	/** Rises with every change. */
	version: number;
	modified: Date;
}

/** The state of the whole feed: what is made of all its documents is of one state. Undefined for a feed without any. */
export async function findHsdsState(reader: PublicReader): Promise<HsdsState | undefined> {
	const [row] = await reader.read<{ version: number; modified: Date | null }>({
		name: 'hsds-state',
		text: `SELECT coalesce(max(f.sequence), 0) AS version, max(d.last_modified) AS modified
			FROM hsds_feed f LEFT JOIN hsds_document d ON d.kind = f.kind AND d.sequence = f.sequence`,
		values: [],
	});
	return row === undefined || row.modified === null ? undefined : { version: row.version, modified: row.modified };
}
