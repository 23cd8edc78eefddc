import { sql, type Transaction } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { hashToken } from '#rooms/identity/find-session.server.ts';
import type { AccessionFile } from '../accession-file.ts';
import type { AccessionLink } from '../accession-link.ts';
import { readFile } from './read-file.ts';

/** What a link opens: the file, and the address it was sent to in order to confirm it. */
export interface Opened {
	file: AccessionFile;
	confirms: string | undefined;
}

/** One transaction on the file that this link opens, and on nothing else. Undefined: it opens none. */
export function enterAccession<Result>(
	database: Database,
	link: AccessionLink,
	work: (tx: Transaction<DB>, opened: Opened) => Promise<Result>,
): Promise<Result | undefined> {
	return actAs(database, {}, async (tx) => {
		const { rows } = await sql<{ confirms: string | null }>`
			select enter_accession(${link.id}, ${hashToken(link.secret)}) as confirms`.execute(tx);
		const confirms = rows[0]?.confirms ?? undefined;
		if (confirms === undefined) return undefined;
		const file = await readFile(tx, link.id);
		return file === undefined ? undefined : work(tx, { file, confirms: confirms || undefined });
	});
}
