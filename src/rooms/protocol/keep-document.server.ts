import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { saveDocument } from './save-document.server.ts';
import { findSecretary } from './secretary.ts';

/** The secretariat brings a document, to be joined to an act or a text afterwards. */
export async function keepDocument(
	database: Database,
	person: SignedIn,
	file: { name: string; bytes: Uint8Array },
): Promise<Awaited<ReturnType<typeof saveDocument>> | { refused: 'unknown' }> {
	const actor = findSecretary(person);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, (tx) => saveDocument(tx, actor, file));
}
