import { countWorkingDays } from '#house/language/working-days.ts';

/** Days are YYYY-MM-DD in Brussels. */
export interface Waiting {
	sentOn: string;
	/** The day by which an answer is promised. */
	dueOn: string;
	/** The last word is the person's, and the request is not closed. */
	waits: boolean;
}

/** How many working days ago it came, and how many have passed since the promised day; 0 while it is not overdue. */
export function measureWaiting(
	{ sentOn, dueOn, waits }: Waiting,
	today: string,
): { ageDays: number; overdueDays: number } {
	return { ageDays: countWorkingDays(sentOn, today), overdueDays: waits ? countWorkingDays(dueOn, today) : 0 };
}
