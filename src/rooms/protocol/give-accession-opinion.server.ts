import { sql } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import { readClock } from '#house/language/dates.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { access } from './access.ts';
import type { OpinionForm, OpinionRefusal } from './accession-opinion.ts';
import { isOwnCase } from './accession-reader.ts';
import { readFile } from './private/read-file.ts';
import { readOpinions } from './private/read-opinions.ts';

/** Gives the opinion of a party that was asked, or changes it, until the delay ends. */
export async function giveAccessionOpinion(
	database: Database,
	person: SignedIn,
	form: OpinionForm,
): Promise<{ revision: number } | { refused: OpinionRefusal }> {
	const { accessionId, organisationId, opinion, reasons, revision } = form;
	const actor = findActor(person, { organisationId }, access.giveAccessionOpinion);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const file = await readFile(tx, accessionId);
		const asked = (await readOpinions(tx, accessionId)).find((each) => each.organisationId === organisationId);
		if (file === undefined || asked === undefined) return { refused: 'unknown' };
		if (isOwnCase(person, file)) return { refused: 'own_case' };
		if (file.state !== 'under_review' || asked.dueOn < readClock(new Date()).date) return { refused: 'closed' };
		const { numUpdatedRows } = await tx
			.updateTable('accession_opinion')
			.set({
				opinion,
				reasons: reasons || null,
				given_at: sql<string>`now()`,
				given_by: actor.personId,
				revision: revision + 1,
			})
			.where('accession_id', '=', accessionId)
			.where('organisation_id', '=', organisationId)
			.where('revision', '=', revision)
			.executeTakeFirst();
		if (numUpdatedRows === 0n) return { refused: 'moved_on' };
		await recordAct(tx, actor, {
			act: 'accession.reviewed',
			object: `accession:${accessionId}`,
			details: { revision: String(revision + 1) },
		});
		return { revision: revision + 1 };
	});
}
