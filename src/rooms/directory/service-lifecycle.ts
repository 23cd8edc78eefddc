/** The states of a service in the directory. The public sees published and paused. */
export const serviceStates = ['draft', 'in_review', 'published', 'paused', 'archived'] as const;
export type ServiceState = (typeof serviceStates)[number];

/** What moves a service, from where to where. To edit what is in review takes it back. */
const moves = {
	submit: { from: ['draft'], to: 'in_review' },
	takeBack: { from: ['in_review'], to: 'draft' },
	publish: { from: ['in_review'], to: 'published' },
	pause: { from: ['published'], to: 'paused' },
	resume: { from: ['paused'], to: 'published' },
	archive: { from: ['draft', 'in_review', 'published', 'paused'], to: 'archived' },
} as const satisfies Record<string, { from: readonly ServiceState[]; to: ServiceState }>;
export type ServiceMove = keyof typeof moves;

// Object.keys cannot know the keys of a literal.
export const serviceMoves = Object.keys(moves) as ServiceMove[];

/** Where a move leads from this state; undefined where it does not exist. */
export function findNextState(state: ServiceState, move: ServiceMove): ServiceState | undefined {
	const from: readonly ServiceState[] = moves[move].from;
	return from.includes(state) ? moves[move].to : undefined;
}

export function isPublic(state: ServiceState): boolean {
	return state === 'published' || state === 'paused';
}
