import type { ImportedEntity, ImportProblem } from '../imported.ts';
import type { Counts } from '../import-run.ts';

/** What one run has come to while it is read. */
export interface Tally {
	counts: Required<Pick<Counts, 'errors' | 'notices'>> & Counts;
	items: number;
	/** Ids of services in the order they came. */
	services: Set<string>;
	along: Set<string>;
}

export function beginTally(): Tally {
	return { counts: { errors: 0, notices: 0 }, items: 0, services: new Set(), along: new Set() };
}

export function countOne(tally: Tally, ...names: (keyof Counts)[]): void {
	for (const name of names) tally.counts[name] = (tally.counts[name] ?? 0) + 1;
}

/** Each id once; a place without its service is of no service. */
export function takeFresh({ kind, object, place }: ImportedEntity, tally: Tally, problems: ImportProblem[]): boolean {
	const id = object.id.toLowerCase();
	if (kind === 'service_at_location') {
		problems.push({ severity: 'notice', code: 'place_alone', values: { id }, place });
		return false;
	}
	const seen = kind === 'service' ? tally.services : tally.along;
	const key = kind === 'service' ? id : `${kind} ${id}`;
	if (!seen.has(key)) {
		seen.add(key);
		return true;
	}
	if (kind === 'service') problems.push({ severity: 'error', code: 'same_id', values: { id }, place });
	return false;
}
