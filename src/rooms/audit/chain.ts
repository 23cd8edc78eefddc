import { canonical } from '#house/crypto/canonical.ts';
import { sha256 } from './private/sha256.ts';

/** What is hashed of an entry; names no person. `at` is ISO 8601 in UTC with milliseconds, hashes are in hex. */
interface Content {
	organisation: string;
	number: number;
	at: string;
	act: string;
	object: string | null;
	commitment: string;
}

export interface Link extends Content {
	previous: string;
	hash: string;
}

/** Who did it, and what names a person. Hashed with the salt, so that nobody can guess it back from the chain. */
export interface Personal {
	salt: string;
	person: string | null;
	role: string;
	team: string | null;
	details: Record<string, string>;
}

/** `withheld`: left out of an export. `gone`: the row is not there, which no act of ours does. */
export type PersonalState = Personal | { erasedIn: number } | 'withheld' | 'gone';

export interface ChainEntry extends Link {
	personal: PersonalState;
}

/** The hash before the first entry. */
export function genesisOf(organisation: string): string {
	return sha256('', organisation);
}

export function hashEntry({ previous, organisation, number, at, act, object, commitment }: Omit<Link, 'hash'>): string {
	return sha256(previous, canonical({ v: 1, organisation, number, at, act, object, commitment }));
}

export function commitTo({ salt, person, role, team, details }: Personal): string {
	return sha256(salt, canonical({ person, role, team, details }));
}

/** The numbers of erased entries, in order, folded into what the act of erasure says of them. */
export interface Erasure {
	count: number;
	digest: string;
}

export const NO_ERASURE: Erasure = { count: 0, digest: '' };

export function addToErasure({ count, digest }: Erasure, number: number): Erasure {
	return { count: count + 1, digest: sha256(digest, String(number)) };
}

export function nameErasure({ count, digest }: Erasure): `erasure:${string}` {
	return `erasure:${count}-${digest}`;
}
