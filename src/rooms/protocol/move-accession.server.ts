import type { Transaction } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { readClock } from '#house/language/dates.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import type { Actor, SignedIn } from '#rooms/identity/signed-in.ts';
import { refuseMove, type MoveRefusal, type ReadVersion, type SecretariatMove } from './accession-decision.ts';
import type { AccessionFile } from './accession-file.ts';
import { isOwnCase, listReaders } from './accession-reader.ts';
import { actOf, afterMove, takeEffectIfDue } from './private/after-move.ts';
import { moveFile } from './private/move-file.ts';
import { readFile } from './private/read-file.ts';
import { toMoveRow } from './private/move-rows.ts';

/** What the secretariat does with a file, as it was read: refused as `moved_on` when someone else did something since. */
export async function moveAccession(
	database: Database,
	person: SignedIn,
	form: SecretariatMove & ReadVersion,
): Promise<{ moved: true } | { refused: MoveRefusal }> {
	const actor = listReaders(person).find(({ role }) => role === 'secretariat');
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, async (tx) => {
		const file = await readFile(tx, form.accessionId);
		if (file === undefined) return { refused: 'unknown' };
		if (isOwnCase(person, file)) return { refused: 'own_case' };
		if (file.version !== form.version) return { refused: 'moved_on' };
		const refused = refuseMove(file, form, readClock(new Date()).date);
		if (refused !== undefined) return { refused };
		return (await makeMove(tx, actor, { file, form })) ? { moved: true } : { refused: 'moved_on' };
	});
}

async function makeMove(
	tx: Transaction<DB>,
	actor: Actor,
	{ file, form }: { file: AccessionFile; form: SecretariatMove },
): Promise<boolean> {
	const set = toMoveRow(form, readClock(new Date()).date);
	const { move } = form;
	if (!(await moveFile(tx, file, { move, by: 'secretariat', personId: actor.personId, set }))) return false;
	await afterMove(tx, actor, { id: file.id, move });
	await recordAct(tx, actor, { act: actOf(move), object: `accession:${file.id}`, details: { move } });
	if (move === 'plan_effect') await takeEffectIfDue(tx, actor, file.id);
	return true;
}
