import type { Imported, ImportProblem, Place } from '../../imported.ts';

type Values = Record<string, string | number>;

const longestQuotation = 200;
/** A source that invents a new field for every value is not told of each. */
const mostTold = 1000;

/** Gathers what is found on the way, until the reader hands it on. */
export class Report {
	/** The name of the source, from which ids are derived. */
	readonly source: string;
	#found: Imported[] = [];
	readonly #told = new Set<string>();

	constructor(source: string) {
		this.source = source;
	}

	error(code: string, place: Place, values: Values = {}): void {
		this.#add({ severity: 'error', code, values, place });
	}

	notice(code: string, place: Place, values: Values = {}): void {
		this.#add({ severity: 'notice', code, values, place });
	}

	/** What holds for a whole column or table is told where it is first seen. */
	noticeOnce(key: string, notice: { code: string; place: Place; values?: Values }): void {
		const known = `${notice.code} ${key}`;
		if (this.#told.has(known) || this.#told.size >= mostTold) return;
		this.#told.add(known);
		this.notice(notice.code, notice.place, notice.values);
	}

	/** What was found since the last time. */
	*take(): Generator<Imported> {
		const found = this.#found;
		this.#found = [];
		yield* found;
	}

	#add(problem: ImportProblem): void {
		const short = Object.entries(problem.values).map(([name, value]): [string, string | number] => [
			name,
			typeof value === 'string' && value.length > longestQuotation ? `${value.slice(0, longestQuotation)}…` : value,
		]);
		this.#found.push({ problem: { ...problem, values: Object.fromEntries(short) } });
	}
}

/** Reading cannot go on with this file; the reader turns it into an error at its place. */
export class Unreadable extends Error {
	readonly code: string;
	readonly place: Place;
	readonly values: Values;

	constructor(code: string, place: Place, values: Values = {}) {
		super(`${code} in ${place.file}`);
		this.code = code;
		this.place = place;
		this.values = values;
	}
}
