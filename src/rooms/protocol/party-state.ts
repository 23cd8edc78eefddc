import { listStanding, mayLieAhead, type PartyAct, type PartyActKind } from './party-act.ts';

/** From not being in the register to having left it. `approved`: by its competent body; `signed`: not in effect yet. */
export type PartyState = 'unknown' | 'announced' | 'approved' | 'signed' | 'party' | 'suspended' | 'withdrawn';

/** What a party is on a day, since which act of it, and when it signed or acceded. */
export interface PartyStanding {
	state: PartyState;
	since: string | undefined;
	signedOn: string | undefined;
	/** False: an act that this rests on is still to be confirmed. */
	confirmed: boolean;
}

/** The state an act leads to from another; where it leads nowhere it has no meaning. */
const moves: Record<PartyActKind, Partial<Record<PartyState, PartyState>>> = {
	announced: { unknown: 'announced', withdrawn: 'announced' },
	// A council may approve what was signed already.
	approved_by_competent_body: {
		unknown: 'approved',
		announced: 'approved',
		approved: 'approved',
		withdrawn: 'approved',
		signed: 'signed',
		party: 'party',
	},
	signed: { unknown: 'signed', announced: 'signed', approved: 'signed', withdrawn: 'signed' },
	acceded: { unknown: 'signed', announced: 'signed', approved: 'signed', withdrawn: 'signed' },
	notified: { approved: 'approved', signed: 'signed', party: 'party' },
	effective: { signed: 'party' },
	suspended: { party: 'suspended' },
	resumed: { suspended: 'party' },
	withdrawn: {
		announced: 'withdrawn',
		approved: 'withdrawn',
		signed: 'withdrawn',
		party: 'withdrawn',
		suspended: 'withdrawn',
	},
	annulled: {},
};

const nobody: PartyStanding = { state: 'unknown', since: undefined, signedOn: undefined, confirmed: true };

/** What a party is at the end of a day (YYYY-MM-DD), by its acts alone. */
export function standingOn(acts: readonly PartyAct[], day: string): PartyStanding {
	return listStanding(acts)
		.filter((act) => act.on <= day)
		.reduce(advance, nobody);
}

export function stateOn(acts: readonly PartyAct[], day: string): PartyState {
	return standingOn(acts, day).state;
}

/** Whoever is suspended has not left. */
export function isParty(state: PartyState): boolean {
	return state === 'party' || state === 'suspended';
}

function advance(before: PartyStanding, act: PartyAct): PartyStanding {
	const state = moves[act.kind][before.state];
	if (state === undefined) return before;
	if (state === before.state) return { ...before, confirmed: before.confirmed && act.confirmed };
	const isNew = before.state === 'withdrawn';
	return {
		state,
		since: act.on,
		signedOn: state === 'signed' ? act.on : isNew ? undefined : before.signedOn,
		confirmed: act.confirmed && (isNew || before.confirmed),
	};
}

export type PartyActRefusal =
	| 'in_future'
	| 'before_protocol'
	| 'unknown_act'
	| 'already'
	| 'not_signed'
	| 'not_party'
	| 'not_suspended'
	| 'breaks_later';

/** Why this act cannot stand among the others. `adoptedOn`: the day of the first version of the protocol. */
export function refuseAct(
	acts: readonly PartyAct[],
	act: PartyAct,
	{ today, adoptedOn }: { today: string; adoptedOn: string },
): PartyActRefusal | undefined {
	if (act.on > today && !mayLieAhead(act.kind)) return 'in_future';
	if (act.on < adoptedOn && !isBefore(act.kind)) return 'before_protocol';
	if (act.kind === 'annulled' && act.replaces === null) return 'unknown_act';
	if (act.replaces !== null && !listStanding(acts).some(({ id }) => id === act.replaces)) return 'unknown_act';
	const before = new Set(listIdle(acts).map(({ act: { id } }) => id));
	const idle = listIdle([...acts, act]).filter(({ act: { id } }) => !before.has(id));
	const own = idle.find((each) => each.act.id === act.id);
	if (own !== undefined) return explainIdle(act.kind, own.state);
	return idle.length > 0 ? 'breaks_later' : undefined;
}

function isBefore(kind: PartyActKind): boolean {
	return kind === 'announced' || kind === 'approved_by_competent_body' || kind === 'annulled';
}

/** The acts that have no meaning where they stand, with the state they meet. */
function listIdle(acts: readonly PartyAct[]): { act: PartyAct; state: PartyState }[] {
	let state: PartyState = 'unknown';
	return listStanding(acts).flatMap((act) => {
		const met = state;
		const next = moves[act.kind][met];
		state = next ?? met;
		return next === undefined ? [{ act, state: met }] : [];
	});
}

function explainIdle(kind: PartyActKind, state: PartyState): PartyActRefusal {
	if (kind === 'resumed') return 'not_suspended';
	if (kind === 'suspended') return state === 'suspended' ? 'already' : 'not_party';
	if (kind === 'withdrawn') return state === 'withdrawn' ? 'already' : 'not_party';
	if (kind === 'effective') return isParty(state) ? 'already' : 'not_signed';
	return kind === 'notified' && !isParty(state) ? 'not_signed' : 'already';
}
