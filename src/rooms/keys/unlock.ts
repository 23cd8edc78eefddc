import { makeKeyring, type Keyring } from './keyring.ts';
import { openSlot } from './open-slot.ts';
import { openTeamKeys } from './open-team-keys.ts';
import type { OwnKeys, OwnSlot } from './own-keys.ts';

/** A way to unlock, with what was typed for it. */
export interface Way {
	slot: OwnSlot;
	typed: string;
}

/**
 * Opens the own identity, then what was sealed for it of each team. Undefined before one has an identity.
 * @throws {CannotOpen}
 */
export async function unlock({ key, teams }: OwnKeys, { slot, typed }: Way): Promise<Keyring | undefined> {
	if (key === null) return undefined;
	const identity = await openSlot(slot, typed, key.recipient);
	const opened = [];
	for (const team of teams) opened.push(await openTeamKeys(identity, team));
	return makeKeyring(key, identity, opened);
}
