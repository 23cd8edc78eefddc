import { deriveSigningSeed } from '#house/crypto/signature.ts';
import type { TeamKeys } from '#house/crypto/team-secret.ts';
import type { OpenedTeam } from './open-team-keys.ts';

/** What was asked of a keyring after it was locked. */
export class Locked extends Error {
	override name = 'Locked';
}

/** What someone has unlocked: in the memory of this page, and nowhere else. Everything throws {@link Locked} once it is locked. */
export interface Keyring {
	readonly keyId: string;
	/** The public half of the own identity. */
	readonly recipient: string;
	isLocked(): boolean;
	getIdentity(): string;
	/** What answers are signed with. */
	getSigningSeed(): Uint8Array;
	/** The keys of a team in one epoch; undefined for whoever does not hold them. */
	findTeamKeys(teamId: string, epoch: number): TeamKeys | undefined;
	/** The epoch to which a team seals now. */
	findCurrent(teamId: string): { epoch: number; keys: TeamKeys } | undefined;
	/** Puts in what was opened of a team, in place of what was there. */
	setTeam(team: OpenedTeam): void;
	/** Forgets everything. */
	lock(): void;
	/** @returns how to listen no longer */
	onLock(listener: () => void): () => void;
}

interface Unlocked {
	identity: string;
	signingSeed: Uint8Array;
	teams: Map<string, OpenedTeam>;
}

export function makeKeyring(key: { id: string; recipient: string }, identity: string, teams: OpenedTeam[]): Keyring {
	let unlocked: Unlocked | undefined = {
		identity,
		signingSeed: deriveSigningSeed(identity),
		teams: new Map(teams.map((team) => [team.teamId, team])),
	};
	const listeners = new Set<() => void>();
	function get(): Unlocked {
		if (unlocked === undefined) throw new Locked('The keyring is locked.');
		return unlocked;
	}
	function lock(): void {
		if (unlocked === undefined) return;
		wipe(unlocked);
		unlocked = undefined;
		for (const listener of listeners) listener();
	}
	return {
		keyId: key.id,
		recipient: key.recipient,
		isLocked: () => unlocked === undefined,
		getIdentity: () => get().identity,
		getSigningSeed: () => get().signingSeed,
		findTeamKeys: (teamId, epoch) => get().teams.get(teamId)?.epochs.get(epoch),
		findCurrent(teamId) {
			const team = get().teams.get(teamId);
			const keys = team?.current === undefined ? undefined : team.epochs.get(team.current);
			return team?.current === undefined || keys === undefined ? undefined : { epoch: team.current, keys };
		},
		setTeam: (team) => void get().teams.set(team.teamId, team),
		lock,
		onLock(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
	};
}

/** Bytes are overwritten; what a browser holds as text it lets go when it likes. */
function wipe({ signingSeed, teams }: Unlocked): void {
	signingSeed.fill(0);
	for (const { epochs } of teams.values()) {
		for (const keys of epochs.values()) {
			keys.secret.fill(0);
			keys.vaultKey.fill(0);
		}
	}
}
