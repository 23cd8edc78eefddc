import { editDistance, letterBits, mayBeNear } from './edit-distance.ts';
import type { Commune, Key, PlaceIndex, Run } from './place-index.ts';

/** How a key answers what was typed, the best way first. */
const nearness = { exact: 0, start: 1, word: 2, words: 3, typo: 4, typoInPart: 5 } as const;

const nearStep = 1000;

interface Match {
	key: Key;
	/** The lower, the better. */
	score: number;
	near: number;
}
export type Matches = Map<Commune, Match>;

/** The communes whose names answer one of these forms of what was typed: by the whole name, its start, a word, a slip of the hand. */
export function rankNames(index: PlaceIndex, forms: Iterable<string>): Matches {
	const matches: Matches = new Map();
	for (const form of forms) {
		const words = form.split(' ').map((word) => ` ${word}`);
		const bits = letterBits(` ${form}`);
		for (const key of index.keys) {
			// A name without one of the letters typed needs no closer look.
			if ((bits & ~key.bits) !== 0) continue;
			const near = compare(key.text, ` ${form}`, words);
			if (near !== undefined) keep(matches, key, near);
		}
		addTypos(index, form, matches);
	}
	return hasNamesake(matches) ? dropFarTypos(matches) : matches;
}

/** Whether a whole name was meant, finished or not, save for slips of the hand; else only words of a name look alike. */
export function answersWhole(matches: Matches): boolean {
	return [...matches.values()].some(({ near }) => near < nearness.typoInPart || (near - nearness.typo) % 2 === 0);
}

/** When a place bears the very name typed, only a slip in another whole name is worth a thought. */
function dropFarTypos(matches: Matches): Matches {
	return new Map([...matches].filter(([, { near }]) => near < nearness.typoInPart));
}

function hasNamesake(matches: Matches): boolean {
	return [...matches.values()].some(({ near }) => near === nearness.exact);
}

function compare(text: string, typed: string, words: string[]): number | undefined {
	const at = text.indexOf(typed);
	if (at === 0) return text.length === typed.length ? nearness.exact : nearness.start;
	if (at > 0) return nearness.word;
	if (words.length > 1 && words.every((word) => text.includes(word))) return nearness.words;
	return undefined;
}

/** One slip in four letters or more, two in eight or more; slips in the whole name count less than in a part of it. */
function addTypos(index: PlaceIndex, typed: string, matches: Matches): void {
	const most = typed.length >= 8 ? 2 : Number(typed.length >= 4);
	if (most === 0) return;
	const bits = letterBits(typed);
	for (let length = typed.length - most; length <= typed.length + most; length++) {
		for (const run of index.runs[length] ?? []) {
			if (!mayBeNear(bits, run.bits, most)) continue;
			addTypo(matches, run, editDistance(typed, run.text, most));
		}
	}
}

function addTypo(matches: Matches, run: Run, distance: number): void {
	if (distance === 0 || distance === Infinity) return;
	for (const key of run.keys) {
		const isPart = key.text.length > run.text.length + 1;
		keep(matches, key, nearness.typo + 2 * (distance - 1) + Number(isPart));
	}
}

function keep(matches: Matches, key: Key, near: number): void {
	const score = toScore(key, near);
	const before = matches.get(key.commune);
	if (before === undefined) {
		matches.set(key.commune, { key, score, near });
		return;
	}
	// Which name is told is one thing, how soon another: "Ham-sur-Heure" is a locality of the commune that begins so.
	const isNearer = near < before.near || (near === before.near && score < toScore(before.key, before.near));
	if (isNearer) Object.assign(before, { key, near });
	before.score = Math.min(score, before.score);
}

/** The name of a small locality is also the start of larger ones: of "ver" Verviers comes first, then Ver in Houyet. */
function toScore({ rank, text }: Key, near: number): number {
	const length = Math.min(text.length, 99);
	if (near === nearness.exact && rank === 3) return nearness.start * nearStep + 2 * 100 - 1;
	return near * nearStep + rank * 100 + length;
}
