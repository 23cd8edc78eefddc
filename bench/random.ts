/** A source of numbers that gives the same ones in every run. */
export interface Random {
	/** From 0 up to, but not including, 1. */
	next(): number;
	/** A whole number below this one. */
	below(limit: number): number;
	pick<Item>(items: readonly [Item, ...Item[]]): Item;
	/** Picks by weight. */
	weigh<Item>(weighted: readonly (readonly [item: Item, weight: number])[]): Item;
	uuid(): string;
}

/** Mulberry32: 32 bits of state are plenty for text and places. */
export function seedRandom(seed: number): Random {
	let state = seed >>> 0;
	function bits(): number {
		state = (state + 0x6d_2b_79_f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return (mixed ^ (mixed >>> 14)) >>> 0;
	}
	const next = () => bits() / 2 ** 32;
	const below = (limit: number) => Math.floor(next() * limit);
	const hex = () => bits().toString(16).padStart(8, '0');
	return {
		next,
		below,
		pick: (items) => items[below(items.length)] ?? items[0],
		weigh: (weighted) => weigh(weighted, next()),
		uuid() {
			const [a, b, c, d] = [hex(), hex(), hex(), hex()];
			return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
		},
	};
}

function weigh<Item>(weighted: readonly (readonly [Item, number])[], draw: number): Item {
	let left = draw * weighted.reduce((sum, [, weight]) => sum + weight, 0);
	for (const [item, weight] of weighted) {
		left -= weight;
		if (left < 0) return item;
	}
	const last = weighted.at(-1);
	if (last === undefined) throw new Error('Nothing to choose from.');
	return last[0];
}

/** The same items in another order. */
export function shuffle<Item>(items: readonly Item[], random: Random): Item[] {
	return items
		.map((item) => ({ item, at: random.next() }))
		.sort((a, b) => a.at - b.at)
		.map(({ item }) => item);
}
