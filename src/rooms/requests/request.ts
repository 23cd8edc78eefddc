/** Where a request stands. `closed`, `oriented` and `became_support` are its ends. */
export const requestStates = [
	'sent',
	'received',
	'in_conversation',
	'answered',
	'became_support',
	'oriented',
	'closed',
] as const;
export type RequestState = (typeof requestStates)[number];

export const closeReasons = ['answered', 'oriented', 'no_more_news', 'not_for_us', 'wish_of_person', 'other'] as const;
export type CloseReason = (typeof closeReasons)[number];

/** What moves a request. `withdraw` is not among them: nothing remains that could be in a state. */
export type RequestMove = 'open' | 'answer' | 'write' | 'close' | 'orient' | 'become_support';

const moves: Record<RequestState, Partial<Record<RequestMove, RequestState>>> = {
	sent: { open: 'received', write: 'sent' },
	received: {
		answer: 'answered',
		write: 'received',
		close: 'closed',
		orient: 'oriented',
		become_support: 'became_support',
	},
	answered: {
		answer: 'answered',
		write: 'in_conversation',
		close: 'closed',
		orient: 'oriented',
		become_support: 'became_support',
	},
	in_conversation: {
		answer: 'answered',
		write: 'in_conversation',
		close: 'closed',
		orient: 'oriented',
		become_support: 'became_support',
	},
	became_support: {},
	// Another door was shown, or an end was put to it: the person may still come back, and is heard again.
	oriented: { write: 'in_conversation' },
	closed: { write: 'in_conversation' },
};

/** The state after a move; undefined where that move is not to be had from there. The rule of design, kept by the verbs of this room. */
export function moveRequest(state: RequestState, move: RequestMove): RequestState | undefined {
	return moves[state][move];
}
