import { readPhone } from '#house/language/phone.ts';

// Each returns a value that is valid as it stands unchanged, and undefined for what cannot be understood.

/** Belgian habits as 0800/111.72 become E.164; what is written internationally stays as it is written. */
export function tidyPhone(text: string): string | undefined {
	const plain = text.replaceAll(/[\u00A0\u2007\u202F]/g, ' ').trim();
	if (/^\+[0-9 ()-]{6,}$/.test(plain) || /^[1-9][0-9]{2,3}$/.test(plain)) return text;
	if (!/^[+0][0-9 ()/.-]+$/.test(plain)) return undefined;
	return readPhone(plain.replace(/^00/, '+').replaceAll(/[/.]/g, ' '));
}

/** A day, as YYYY-MM-DD; day before month, as in Belgium, where it is written otherwise. */
export function readDate(text: string): string | undefined {
	const plain = text.trim();
	if (/^\d{4}-\d{2}-\d{2}T/.test(plain)) return readMoment(plain);
	const [, day = '', month = '', year = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(plain) ?? [];
	const written = year === '' ? plain : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	return isDay(written) ? written : undefined;
}

function isDay(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const moment = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

export function readMoment(text: string): string | undefined {
	const plain = text.trim();
	if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(plain))
		return readDate(plain.slice(0, 10)) === plain ? plain : undefined;
	return isDay(plain.slice(0, 10)) && !Number.isNaN(Date.parse(plain)) ? plain : undefined;
}

const clockTime = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d([.]\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** A time of day; 9h, 9h30, 9u30, 9.30 and 9 Uhr 30 are read as 09:30. */
export function readTime(text: string): string | undefined {
	const plain = text.trim();
	if (clockTime.test(plain)) return plain;
	const [, hour = '', minute = ''] =
		/^(\d{1,2})\s*(?:h|u|uur|uhr|[:.])?\s*(\d{2})?\s*(?:uhr|uur|h|u)?$/i.exec(plain) ?? [];
	const written = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
	return clockTime.test(written) ? written : undefined;
}
