import { sql, type Transaction, type Updateable } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import type { AccessionFile } from '../accession-file.ts';
import { findNextState, type AccessionMove, type Mover } from '../accession.ts';

export interface FileMove {
	move: AccessionMove;
	by: Mover;
	personId?: string | null;
	set?: Updateable<DB['accession']>;
}

/** Makes a move from the version that was read; false when someone else made one since, or when this is no move from there. */
export async function moveFile(
	tx: Transaction<DB>,
	file: Pick<AccessionFile, 'id' | 'state' | 'version'>,
	{ move, by, personId = null, set = {} }: FileMove,
): Promise<boolean> {
	const state = findNextState(file.state, move, by);
	if (state === undefined) return false;
	const number = file.version + 1;
	const moved = await tx
		.updateTable('accession')
		.set({ ...set, state, version: number, saved_at: sql<string>`now()` })
		.where('id', '=', file.id)
		.where('version', '=', file.version)
		.where('state', '=', file.state)
		.executeTakeFirst();
	if (moved.numUpdatedRows === 0n) return false;
	await tx
		.insertInto('accession_move')
		.values({ accession_id: file.id, number, move, to_state: state, made_by: by, person_id: personId })
		.execute();
	return true;
}
