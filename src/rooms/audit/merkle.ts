import { canonical } from '#house/crypto/canonical.ts';
import { sha256 } from './private/sha256.ts';

/** The last entry of a chain at the end of a day: a leaf of that day's tree. */
export interface Head {
	organisation: string;
	number: number;
	hash: string;
}

/** What stands beside the way from a leaf up to the root, from below. */
export type MerklePath = { side: 'left' | 'right'; hash: string }[];

// The prefixes of RFC 6962, section 2.1, so that a node can never be taken for a leaf.
function leafOf({ organisation, number, hash }: Head): string {
	return sha256('00', canonical({ organisation, number, hash }));
}

function nodeOf(left: string, right: string): string {
	return sha256(`01${left}${right}`);
}

/** The root of RFC 6962 over these heads, in this order. */
export function rootOf(heads: readonly Head[]): string {
	let level = heads.map(leafOf);
	while (level.length > 1) level = climb(level);
	return level[0] ?? sha256('');
}

/** The path of the head at this index. */
export function pathOf(heads: readonly Head[], index: number): MerklePath {
	const path: MerklePath = [];
	let level = heads.map(leafOf);
	for (let place = index; level.length > 1; place = Math.floor(place / 2)) {
		const side = place % 2 === 0 ? 'right' : 'left';
		const hash = level[side === 'right' ? place + 1 : place - 1];
		if (hash !== undefined) path.push({ side, hash });
		level = climb(level);
	}
	return path;
}

export function rootByPath(head: Head, path: MerklePath): string {
	return path.reduce(
		(hash, step) => (step.side === 'left' ? nodeOf(step.hash, hash) : nodeOf(hash, step.hash)),
		leafOf(head),
	);
}

/** Pairs from the left; one without a neighbour goes up as it is. This gives the same tree as RFC 6962's split in two. */
function climb(level: readonly string[]): string[] {
	return Array.from({ length: Math.ceil(level.length / 2) }, (_, pair) => {
		const left = level[2 * pair] ?? '';
		const right = level[2 * pair + 1];
		return right === undefined ? left : nodeOf(left, right);
	});
}
