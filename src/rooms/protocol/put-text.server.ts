import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { isKnownDocument } from './private/is-known-document.server.ts';
import type { TextForm } from './protocol-text.ts';
import { findSecretary } from './secretary.ts';

/** The secretariat gives the text of a version in one language, or a better one. Words or a document that are not given anew stay. */
export async function putText(
	database: Database,
	person: SignedIn,
	{ versionId, language, title, body, documentId }: TextForm & { versionId: string },
): Promise<{ language: string } | { refused: 'unknown' }> {
	const actor = findSecretary(person);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const version = await tx
			.selectFrom('protocol_version')
			.select('number')
			.where('id', '=', versionId)
			.executeTakeFirst();
		if (version === undefined || !(await isKnownDocument(tx, documentId))) return { refused: 'unknown' };
		await tx
			.insertInto('protocol_text')
			.values({ version_id: versionId, language, title, body, document_id: documentId })
			.onConflict((conflict) =>
				conflict.columns(['version_id', 'language']).doUpdateSet({
					title,
					...(body === null ? {} : { body }),
					...(documentId === null ? {} : { document_id: documentId }),
				}),
			)
			.execute();
		await recordAct(tx, actor, {
			act: 'protocol_text.recorded',
			object: `protocol_version:${version.number}`,
			details: { language },
		});
		return { language };
	});
}
