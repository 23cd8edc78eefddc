import { tell, type Spread } from './numbers.ts';

/** One figure against what it must reach. Where more is not better, less is. */
export interface Row {
	scenario: string;
	unit: string;
	mustReach: number;
	aim: number;
	moreIsBetter: boolean;
	measured: Spread;
}

export type Verdict = 'aim reached' | 'reached' | 'MISSED';

/** The median decides. */
export function judge({ mustReach, aim, moreIsBetter, measured }: Row): Verdict {
	const reaches = (goal: number) => (moreIsBetter ? measured.median >= goal : measured.median <= goal);
	if (reaches(aim)) return 'aim reached';
	return reaches(mustReach) ? 'reached' : 'MISSED';
}

const heads = ['scenario', 'unit', 'must reach', 'aim', 'median', 'min … max', 'verdict'];

export function printRows(rows: Row[]): string {
	return printTable([
		heads,
		...rows.map((row) => [
			row.scenario,
			row.unit,
			tell(row.mustReach),
			tell(row.aim),
			tell(row.measured.median),
			row.measured.min === row.measured.max ? '' : `${tell(row.measured.min)} … ${tell(row.measured.max)}`,
			judge(row),
		]),
	]);
}

/** Columns as wide as their longest cell; the first line is the head. */
export function printTable(lines: string[][]): string {
	const [first = []] = lines;
	const widths = first.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
	const write = (line: string[]) =>
		line
			.map((cell, column) => cell.padEnd(widths[column] ?? 0))
			.join('  ')
			.trimEnd();
	const [head, ...rest] = lines.map(write);
	return [head, widths.map((width) => '-'.repeat(width)).join('  '), ...rest, ''].join('\n');
}
