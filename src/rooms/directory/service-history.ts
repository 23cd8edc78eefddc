import type { Json } from '#house/crypto/canonical.ts';
import type { Language } from '#house/language/language.ts';

/** A change of one field as the history shows it. */
export interface ShownChange {
	version: number;
	field: string;
	language: Language | null;
	before: Json;
	after: Json;
	personId: string | null;
	/** Null when they are no longer known. */
	name: string | null;
	/** ISO. */
	at: string;
}

const sittingMilliseconds = 15 * 60_000;

/**
 * What one person wrote into one field in one sitting, as one change: a form that saves while one types leaves many.
 * The changes come newest first, and stay so.
 */
export function groupSittings(changes: ShownChange[]): ShownChange[] {
	const grouped: ShownChange[] = [];
	for (const change of changes) {
		// What was published in between was read by others: from there on it is another change.
		const sinceMove = grouped.slice(grouped.findLastIndex(({ field }) => field === 'state') + 1);
		const later = sinceMove.findLast((each) => each.field === change.field && each.language === change.language);
		if (later !== undefined && isSameSitting(change, later)) Object.assign(later, startOf(change));
		else grouped.push({ ...change });
	}
	// Written and taken back within one sitting, nothing happened.
	return grouped.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
}

function startOf({ version, before, at }: ShownChange): Partial<ShownChange> {
	return { version, before, at };
}

/** `later` is the change of this field that came next: nothing of others lies between. */
function isSameSitting(change: ShownChange, later: ShownChange): boolean {
	const gap = Date.parse(later.at) - Date.parse(change.at);
	return change.personId !== null && change.personId === later.personId && gap <= sittingMilliseconds;
}
