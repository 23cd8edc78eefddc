/**
 * A day as people in Belgium write it, 31/12/2026 (also with dots, hyphens or spaces), or as browsers do, 2026-12-31; as YYYY-MM-DD.
 * Undefined: there is no such day.
 */
export function readDay(typed: string): string | undefined {
	const text = typed.trim();
	const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? reorder(text);
	const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	const moment = new Date(`${date}T00:00:00Z`);
	return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(date) ? date : undefined;
}

/** "31/12/2026" for a YYYY-MM-DD, as it is typed. */
export function writeDay(date: string): string {
	return date.split('-').toReversed().join('/');
}

function reorder(text: string): string[] {
	const [, day = '', month = '', year = ''] = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(text) ?? [];
	return [text, year, month, day];
}
