/** The day that many months before another; a day the month does not have is its last one. Days are YYYY-MM-DD. */
export function monthsBefore(day: string, months: number): string {
	const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
	const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
	return new Date(Date.UTC(year, month - 1 - months, Math.min(date, last))).toISOString().slice(0, 10);
}

export interface Freshness {
	confirmedOn: string | null;
	/** After so many months it is to be confirmed again. */
	confirmationMonths: number;
}

/** Whether an entry waits for its confirmation: it never came, or too long ago. */
export function isToBeConfirmed({ confirmedOn, confirmationMonths }: Freshness, today: string): boolean {
	return confirmedOn === null || confirmedOn < monthsBefore(today, confirmationMonths);
}

/** Whole and begun months since a confirmation. */
export function monthsSince(confirmedOn: string, today: string): number {
	return (Date.parse(today) - Date.parse(confirmedOn)) / (365.25 / 12) / 86_400_000;
}
