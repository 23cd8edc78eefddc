/**
 * What can be wrong with an entry.
 * `rewritten`: the next entry continues another hash, so this entry or the next was written anew.
 * `not_sealed`: the chain holds together, but a daily root sealed another entry under this number.
 * `erasure_mismatch`: an act of erasure and the erased personal parts do not tell the same.
 */
export type EntryFault =
	| 'altered'
	| 'missing'
	| 'inserted'
	| 'rewritten'
	| 'not_sealed'
	| 'personal_altered'
	| 'personal_missing'
	| 'erasure_mismatch';

/** What can be wrong with a daily root; `not_in_root`: the head and its path lead to another root. */
type RootFault = 'root_altered' | 'root_missing' | 'root_differs' | 'not_in_root';

export type Finding =
	{ organisation: string; number: number; fault: EntryFault; day?: string } | { day: string; fault: RootFault };

/** One sentence for whoever runs the verification. */
export function writeFinding(finding: Finding): string {
	if (!('number' in finding)) return writeRootFault(finding);
	const { organisation, number } = finding;
	const sealed = finding.day === undefined ? 'sealed before' : `sealed by the root of ${finding.day}`;
	const place = `Organisation ${organisation}, entry ${number}:`;
	switch (finding.fault) {
		case 'altered':
			return `${place} altered, its content no longer gives its hash.`;
		case 'missing':
			return `${place} missing${finding.day === undefined ? '' : `, it was ${sealed}`}.`;
		case 'inserted':
			return `${place} inserted, the entries around it were linked without it.`;
		case 'rewritten':
			return `${place} rewritten, or entry ${number + 1} after it: the second does not continue the first.`;
		case 'not_sealed':
			return `${place} rewritten, it is not the one ${sealed}.`;
		case 'personal_altered':
			return `${place} personal part altered, it no longer gives its commitment.`;
		case 'personal_missing':
			return `${place} personal part missing, and no entry records that it was erased.`;
		case 'erasure_mismatch':
			return `${place} records an erasure, but the personal parts erased are not those it names.`;
	}
}

function writeRootFault({ day, fault }: { day: string; fault: RootFault }): string {
	switch (fault) {
		case 'root_altered':
			return `The root of ${day}: altered, it is not that of the heads stored with it.`;
		case 'root_missing':
			return `The root of ${day}: missing, none is stored for this day.`;
		case 'root_differs':
			return `The root of ${day}: not the one that was mailed.`;
		case 'not_in_root':
			return `The root of ${day}: the exported chain does not lead to it.`;
	}
}
