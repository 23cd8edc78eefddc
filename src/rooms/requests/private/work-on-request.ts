import type { Selectable, Transaction, Updateable } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import type { Act } from '#rooms/audit/acts.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import type { Role } from '#rooms/identity/roles.ts';
import { findActor, type Actor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { moveRequest, requestStates, type RequestMove } from '../request.ts';
import type { Moved } from '../sealed-request.ts';
import type { TeamPlace, WorkRefusal } from '../work-wishes.ts';
import { oneOf } from './one-of.ts';

type RequestRow = Selectable<DB['request']>;

export interface Task {
	tx: Transaction<DB>;
	actor: Actor;
	row: RequestRow;
}

interface Work {
	person: SignedIn;
	allowed: readonly Role[];
	wish: TeamPlace & { requestId: string; version: number };
	/** What it does to the state; undefined where it leaves it. */
	move?: RequestMove;
	act: Act;
}

/** What is changed besides the state and the version, or why nothing is. */
type Change = { set: Updateable<DB['request']> } | { refused: WorkRefusal };

/**
 * One change of one request of one's own team: compared with the version that was read, moved, recorded. Whoever comes second is refused.
 */
export async function workOnRequest(
	database: Database,
	{ person, allowed, wish, move, act }: Work,
	change: (task: Task) => Promise<Change>,
): Promise<Moved | { refused: WorkRefusal }> {
	const actor = findActor(person, wish, allowed);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, { ...actor, teamId: wish.teamId }, async (tx) => {
		const row = await lockRequest(tx, wish);
		if (row === undefined) return { refused: 'unknown' };
		if (row.version !== wish.version) return { refused: 'stale' };
		const before = oneOf(requestStates, row.state);
		const state = move === undefined ? before : moveRequest(before, move);
		if (state === undefined) return { refused: 'not_now' };
		const changed = await change({ tx, actor, row });
		if ('refused' in changed) return changed;
		const version = row.version + 1;
		await tx
			.updateTable('request')
			.set({ ...changed.set, state, version })
			.where('id', '=', row.id)
			.execute();
		await recordAct(tx, actor, { act, object: `request:${row.id}` });
		return { version, state };
	});
}

/** A request of one's own team, for whoever changes it. */
export function lockRequest(
	tx: Transaction<DB>,
	{ organisationId, teamId, requestId }: TeamPlace & { requestId: string },
): Promise<RequestRow | undefined> {
	return tx
		.selectFrom('request')
		.selectAll()
		.where('organisation_id', '=', organisationId)
		.where('team_id', '=', teamId)
		.where('id', '=', requestId)
		.forUpdate()
		.executeTakeFirst();
}
