/** The way of a public entity into the protocol, from its first draft to the day it is a party. */
export const accessionStates = [
	'draft',
	'submitted',
	'under_review',
	'on_agenda',
	'admitted',
	'declined',
	'deferred',
	'signed',
	'effective',
	'withdrawn',
] as const;
export type AccessionState = (typeof accessionStates)[number];

/** Who moves a file: whoever applies, by their link; the secretariat; Maillage itself, when a day has come. */
export type Mover = 'applicant' | 'secretariat' | 'system';

interface Move {
	from: readonly AccessionState[];
	to: AccessionState;
	by: readonly Mover[];
}

/** Every move there is. The database refuses the others too (refuse_other_move). */
export const accessionMoves = {
	submit: { from: ['draft'], to: 'submitted', by: ['applicant'] },
	ask_back: { from: ['submitted'], to: 'draft', by: ['secretariat'] },
	start_review: { from: ['submitted'], to: 'under_review', by: ['secretariat'] },
	put_on_agenda: { from: ['under_review', 'deferred'], to: 'on_agenda', by: ['secretariat'] },
	admit: { from: ['on_agenda'], to: 'admitted', by: ['secretariat'] },
	decline: { from: ['on_agenda'], to: 'declined', by: ['secretariat'] },
	defer: { from: ['on_agenda'], to: 'deferred', by: ['secretariat'] },
	sign: { from: ['admitted'], to: 'signed', by: ['secretariat'] },
	plan_effect: { from: ['signed'], to: 'signed', by: ['secretariat'] },
	take_effect: { from: ['signed'], to: 'effective', by: ['system'] },
	withdraw: {
		from: ['draft', 'submitted', 'under_review', 'on_agenda', 'admitted', 'deferred', 'signed'],
		to: 'withdrawn',
		by: ['applicant'],
	},
} as const satisfies Record<string, Move>;
export type AccessionMove = keyof typeof accessionMoves;
export const accessionMoveNames = Object.keys(accessionMoves).filter(isMove);

/** Where this move leads. Undefined: not from this state, or not by them. */
export function findNextState(from: AccessionState, move: AccessionMove, by: Mover): AccessionState | undefined {
	const { from: states, to, by: movers }: Move = accessionMoves[move];
	return states.includes(from) && movers.includes(by) ? to : undefined;
}

export function mayMove(from: AccessionState, move: AccessionMove, by: Mover): boolean {
	return findNextState(from, move, by) !== undefined;
}

/** What every file goes through, in this order, before it takes effect. */
export const stagesToEffect = ['submitted', 'under_review', 'on_agenda', 'admitted', 'signed', 'effective'] as const;

/** Nothing moves from here any more. */
export function isClosed(state: AccessionState): boolean {
	return state === 'declined' || state === 'effective' || state === 'withdrawn';
}

function isMove(name: string): name is AccessionMove {
	return name in accessionMoves;
}
