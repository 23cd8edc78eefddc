import type { Transaction } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import type { Act } from '#rooms/audit/acts.ts';
import { recordAct } from '#rooms/audit/record-act.server.ts';
import type { Role } from '#rooms/identity/roles.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import type { TeamKeyRefusal } from '../team-key.ts';
import { unlessBroken } from './broken-rule.ts';
import { holdEpochs, wrapRefusals, type TeamActor } from './team-keys.ts';

export interface TeamScope {
	organisationId: string;
	teamId: string;
}

export type Changed = { changed: true } | { refused: TeamKeyRefusal };

interface Change {
	allowed: readonly Role[];
	act: Act;
	/** For whom, as a person's id. */
	details?: Record<string, string>;
	/** The step itself, with the epochs of the team locked; returns why not. */
	work(
		tx: Transaction<DB>,
		actor: TeamActor,
		epochs: { epoch: number; state: string }[],
	): Promise<TeamKeyRefusal | undefined>;
}

/** A change of a team's key by someone who works in it: checked, done and recorded in one transaction. */
export async function changeTeamKey(
	database: Database,
	{ person, scope }: { person: SignedIn; scope: TeamScope },
	change: Change,
): Promise<Changed> {
	const { organisationId, teamId } = scope;
	const found = findActor(person, { organisationId, teamId }, change.allowed);
	if (found === undefined) return { refused: 'unknown' };
	const actor: TeamActor = { ...found, teamId };
	const changing = actAs(database, actor, async (tx): Promise<Changed> => {
		const refused = await change.work(tx, actor, await holdEpochs(tx, actor));
		if (refused !== undefined) throw new Refused(refused);
		const { act, details } = change;
		await recordAct(tx, actor, { act, object: `team:${teamId}`, ...(details && { details }) });
		return { changed: true };
	});
	try {
		return await unlessBroken(changing, wrapRefusals);
	} catch (error) {
		if (error instanceof Refused) return { refused: error.refusal };
		throw error;
	}
}

/** Undoes what the transaction did before it was refused. */
class Refused extends Error {
	readonly refusal: TeamKeyRefusal;
	constructor(refusal: TeamKeyRefusal) {
		super(refusal);
		this.refusal = refusal;
	}
}
