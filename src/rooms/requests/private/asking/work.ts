import { proveWork } from '#house/ui/prove-work.ts';

/** A gate's challenge with its solution, which is worked at while one writes. */
export interface Work {
	challenge: string;
	solution: Promise<string>;
}

export function beginWork(challenge: string): Work {
	return { challenge, solution: proveWork(challenge) };
}
