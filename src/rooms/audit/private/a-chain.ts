import { addToErasure, commitTo, genesisOf, hashEntry, nameErasure, NO_ERASURE } from '../chain.ts';
import type { ChainEntry, Link, Personal } from '../chain.ts';

/** What a test says of an act; the builder links it. `erases` are the numbers whose personal parts it erased. */
export interface PlannedAct {
	act: string;
	object: string | null;
	personal: Personal;
	erases?: number[];
}

export const ORGANISATION = '10000000-0000-4000-8000-000000000001';

/** A chain as the application would write it, one act a second. */
export function aChain(plan: PlannedAct[], organisation = ORGANISATION): ChainEntry[] {
	const entries: ChainEntry[] = [];
	let previous = genesisOf(organisation);
	for (const [index, { act, object, personal, erases = [] }] of plan.entries()) {
		const number = index + 1;
		const at = new Date(Date.UTC(2026, 10, 23) + index * 1000).toISOString();
		const recorded = erases.length === 0 ? { act, object } : nameActOf(erases);
		const commitment = commitTo(personal);
		const entry = relink({ organisation, number, at, ...recorded, commitment, previous, hash: '', personal });
		entries.push(entry);
		for (const erased of entries.filter((each) => erases.includes(each.number))) erased.personal = { erasedIn: number };
		previous = entry.hash;
	}
	return entries;
}

/** With the hash that its content gives: what a thorough forger would write. */
export function relink<Entry extends Link>(entry: Entry): Entry {
	return { ...entry, hash: hashEntry(entry) };
}

function nameActOf(erases: number[]): { act: string; object: string } {
	return { act: 'audit.person_erased', object: nameErasure(erases.reduce(addToErasure, NO_ERASURE)) };
}
