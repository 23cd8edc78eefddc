/** What repeated measurements say together. */
export interface Spread {
	min: number;
	median: number;
	max: number;
}

export function percentile(numbers: number[], part: number): number {
	const sorted = numbers.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export function spreadOf(numbers: number[]): Spread {
	return { min: Math.min(...numbers), median: percentile(numbers, 0.5), max: Math.max(...numbers) };
}

/** Three digits that count. */
export function tell(number: number): string {
	if (Math.abs(number) >= 100) return Math.round(number).toLocaleString('en').replaceAll(',', ' ');
	return String(Number(number.toPrecision(3)));
}
