/** What can happen to a party, in the order in which it happens on one day. `annulled` only takes another act away. */
export const partyActKinds = [
	'announced',
	'approved_by_competent_body',
	'signed',
	'acceded',
	'notified',
	'effective',
	'suspended',
	'resumed',
	'withdrawn',
	'annulled',
] as const;
export type PartyActKind = (typeof partyActKinds)[number];

/** A dated act of the register. `on` is YYYY-MM-DD, `recordedAt` an ISO moment. */
export interface PartyAct {
	id: string;
	kind: PartyActKind;
	on: string;
	documentId: string | null;
	note: string;
	/** False: from public announcements, to be confirmed. */
	confirmed: boolean;
	/** The act it corrects, which no longer counts. */
	replaces: string | null;
	recordedAt: string;
}

/** What has effect may be decided in advance; what has been done has a past date. */
export function mayLieAhead(kind: PartyActKind): boolean {
	return ['effective', 'suspended', 'resumed', 'withdrawn'].includes(kind);
}

/** The acts that count: neither corrected by a later one, nor a mere annulment. In the order in which they happened. */
export function listStanding(acts: readonly PartyAct[]): PartyAct[] {
	const replaced = new Set(acts.map((act) => act.replaces));
	return acts.filter((act) => act.kind !== 'annulled' && !replaced.has(act.id)).toSorted(compareActs);
}

function compareActs(one: PartyAct, other: PartyAct): number {
	return (
		compareText(one.on, other.on) ||
		partyActKinds.indexOf(one.kind) - partyActKinds.indexOf(other.kind) ||
		compareText(one.recordedAt, other.recordedAt) ||
		compareText(one.id, other.id)
	);
}

function compareText(one: string, other: string): number {
	return one < other ? -1 : Number(one > other);
}
