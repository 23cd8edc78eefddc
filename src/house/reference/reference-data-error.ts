import { isAbsolute, relative } from 'node:path';
import { OperatorProblem } from '../database/operator-problem.ts';

export interface Spot {
	line?: number | undefined;
	cause?: unknown;
}

/** What is wrong in a data file: one sentence that names the file, the line where there is one, and what to look for. */
export class ReferenceDataError extends OperatorProblem {
	override name = 'ReferenceDataError';

	constructor(path: string, problem: string, spot: Spot = {}) {
		const line = spot.line === undefined ? '' : `, line ${spot.line}`;
		super(`${shorten(path)}${line}: ${problem}`, { cause: spot.cause });
	}
}

function shorten(path: string): string {
	const near = relative(process.cwd(), path);
	return near.startsWith('..') || isAbsolute(near) ? path : near.replaceAll('\\', '/');
}
