import { addToErasure, commitTo, genesisOf, hashEntry, nameErasure, NO_ERASURE } from './chain.ts';
import type { ChainEntry, Erasure, Link } from './chain.ts';
import type { EntryFault, Finding } from './finding.ts';

/** An entry known from elsewhere, as from a mailed root. */
export interface Seal {
	number: number;
	hash: string;
	day: string;
}

/** Takes the entries of one chain in order of number and says what is wrong. Keeps one entry in memory, however long the chain. */
export interface ChainFollower {
	take(entry: ChainEntry): Finding[];
	end(): Finding[];
	counts(): { entries: number; erased: number };
}

interface Fault {
	number: number;
	fault: EntryFault;
	day?: string;
}

/** What is known of the entry before; `previous` is undefined before the first. */
interface Before {
	organisation: string;
	number: number;
	hash: string;
	previous: string | undefined;
}

/** After the first entry that breaks the chain nothing can be said of the rest: it is named, and the rest is only counted. */
export function followChain(organisation: string, seal?: Seal): ChainFollower {
	let before: Before = { organisation, number: 0, hash: genesisOf(organisation), previous: undefined };
	let broken = false;
	let entries = 0;
	const personal = followPersonal();
	const name = (fault: Fault): Finding => ({ organisation, ...fault });
	function take(entry: ChainEntry): Finding[] {
		entries += 1;
		if (broken) return [];
		const fault = findBreak(entry, before) ?? refuseSeal(entry, seal);
		broken = fault !== undefined;
		if (fault !== undefined) return [name(fault)];
		before = entry;
		return personal.take(entry).map(name);
	}
	function end(): Finding[] {
		if (broken) return [];
		const cut = seal !== undefined && before.number < seal.number;
		const lost: Fault[] = cut ? [{ number: before.number + 1, fault: 'missing', day: seal.day }] : [];
		return [...lost, ...personal.end()].map(name);
	}
	return { take, end, counts: () => ({ entries, erased: personal.erased() }) };
}

/** All findings on a chain that fits in memory. */
export function verifyChain(entries: Iterable<ChainEntry>, organisation: string, seal?: Seal): Finding[] {
	const follower = followChain(organisation, seal);
	const found: Finding[] = [];
	for (const entry of entries) found.push(...follower.take(entry));
	return [...found, ...follower.end()];
}

function findBreak(entry: Link, before: Before): Fault | undefined {
	const number = before.number + 1;
	if (entry.organisation !== before.organisation || entry.number < number)
		return { number: entry.number, fault: 'inserted' };
	if (entry.number > number) return { number, fault: 'missing' };
	const whole = entry.hash === hashEntry(entry);
	if (whole && entry.previous === before.hash) return undefined;
	// Renumbered by one: the hash still tells which number the entry was written with.
	const wasBefore = entry.hash === hashEntry({ ...entry, number: number - 1 });
	if (wasBefore && entry.previous === before.previous) return { number: before.number, fault: 'inserted' };
	if (entry.hash === hashEntry({ ...entry, number: number + 1 })) return { number, fault: 'missing' };
	if (whole && before.number > 0) return { number: before.number, fault: 'rewritten' };
	return { number, fault: 'altered' };
}

function refuseSeal({ number, hash }: Link, seal: Seal | undefined): Fault | undefined {
	if (seal === undefined || number !== seal.number || hash === seal.hash) return undefined;
	return { number, fault: 'not_sealed', day: seal.day };
}

interface PersonalFollower {
	take(entry: ChainEntry): Fault[];
	end(): Fault[];
	erased(): number;
}

/** An erased part names a later entry, which must record exactly the parts erased in its name. */
function followPersonal(): PersonalFollower {
	const awaited = new Map<number, Erasure & { first: number }>();
	let erased = 0;
	let withheld = false;
	function take({ number, act, object, commitment, personal }: ChainEntry): Fault[] {
		const erasure = awaited.get(number) ?? NO_ERASURE;
		awaited.delete(number);
		const records = act === 'audit.person_erased';
		const agrees = records ? withheld || object === nameErasure(erasure) : erasure.count === 0;
		const found: Fault[] = agrees ? [] : [{ number, fault: 'erasure_mismatch' }];
		withheld ||= personal === 'withheld';
		if (personal === 'withheld') return found;
		if (personal === 'gone') return [...found, { number, fault: 'personal_missing' }];
		if ('erasedIn' in personal) {
			const { first, ...so } = awaited.get(personal.erasedIn) ?? { ...NO_ERASURE, first: number };
			awaited.set(personal.erasedIn, { ...addToErasure(so, number), first });
			erased += 1;
			return found;
		}
		return commitTo(personal) === commitment ? found : [...found, { number, fault: 'personal_altered' }];
	}
	function end(): Fault[] {
		return [...awaited.values()].map(({ first }) => ({ number: first, fault: 'personal_missing' }));
	}
	return { take, end, erased: () => erased };
}
