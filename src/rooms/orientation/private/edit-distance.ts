/**
 * How many letters were mistyped: left out, added, changed, or swapped with their neighbour (optimal string alignment).
 * Infinity as soon as it is more than `most`.
 */
export function editDistance(typed: string, meant: string, most: number): number {
	if (Math.abs(typed.length - meant.length) > most) return Infinity;
	let beforeLast: number[] = [];
	let last = Array.from({ length: meant.length + 1 }, (_, column) => column);
	for (let row = 1; row <= typed.length; row++) {
		const current = [row];
		let least = row;
		for (let column = 1; column <= meant.length; column++) {
			const changed = typed[row - 1] === meant[column - 1] ? 0 : 1;
			const isSwapped =
				row > 1 && column > 1 && typed[row - 1] === meant[column - 2] && typed[row - 2] === meant[column - 1];
			const steps = Math.min(
				(last[column] ?? Infinity) + 1,
				(current[column - 1] ?? Infinity) + 1,
				(last[column - 1] ?? Infinity) + changed,
				isSwapped ? (beforeLast[column - 2] ?? Infinity) + 1 : Infinity,
			);
			current.push(steps);
			least = Math.min(least, steps);
		}
		// A swap may still lead on from the row before, which is never better than this by more than one step.
		if (least > most + 1) return Infinity;
		[beforeLast, last] = [last, current];
	}
	const distance = last[meant.length] ?? Infinity;
	return distance <= most ? distance : Infinity;
}

/** One bit for each letter a word has: two words whose letters differ too much need not be compared. */
export function letterBits(text: string): number {
	let bits = 0;
	for (let index = 0; index < text.length; index++) bits |= 1 << (text.charCodeAt(index) & 31);
	return bits;
}

/** Each mistyped letter changes at most two of these bits. */
export function mayBeNear(one: number, other: number, most: number): boolean {
	let differing = one ^ other;
	for (let left = 2 * most; differing !== 0; left--) {
		if (left === 0) return false;
		differing &= differing - 1;
	}
	return true;
}
