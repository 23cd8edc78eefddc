import { readDay } from '#house/language/read-day.ts';

/** The day a page of the register is asked for by `?on=`; today when it names none. */
export interface RegisterDay {
	day: string;
	/** What was typed, where it is no day. */
	refused: string | undefined;
	/** Whether another day than today was asked for. */
	isAsked: boolean;
	/** The end of an address that asks for the same day. */
	query: string;
}

export function readRegisterDay(url: URL, today: string): RegisterDay {
	const typed = (url.searchParams.get('on') ?? '').slice(0, 40);
	const day = readDay(typed);
	if (day === undefined)
		return { day: today, refused: typed.trim() === '' ? undefined : typed, isAsked: false, query: '' };
	return { day, refused: undefined, isAsked: true, query: `?on=${day}` };
}
