import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { recordPartyAct, type PartyActEntry } from './record-party-act.server.ts';
import { findSecretary } from './secretary.ts';

/** The secretariat enters an act in the register, or corrects one by another. */
export async function enterPartyAct(
	database: Database,
	person: SignedIn,
	entry: PartyActEntry,
): Promise<Awaited<ReturnType<typeof recordPartyAct>>> {
	const actor = findSecretary(person);
	if (actor === undefined) return { refused: 'unknown' };
	return actAs(database, actor, (tx) => recordPartyAct(tx, actor, entry));
}
