import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { PhoneNumber } from 'libphonenumber-js/min';

const formatted = new Map<string, string>();
const mostRemembered = 10_000;

/** A telephone number in E.164 as it is written in Belgium: national form for Belgian numbers, international for others. */
export function formatPhone(phone: string): string {
	const known = formatted.get(phone);
	if (known !== undefined) {
		return known;
	}
	const number = parsePhoneNumberFromString(phone, 'BE');
	const text = number?.isValid() ? formatValid(number, phone) : groupDigits(phone);
	if (formatted.size >= mostRemembered) {
		formatted.clear();
	}
	formatted.set(phone, text);
	return text;
}

function formatValid(number: PhoneNumber, phone: string): string {
	if (number.country !== 'BE') {
		return number.formatInternational();
	}
	const national = number.formatNational();
	// Without a pattern for it the library leaves the leading 0 out.
	return national.startsWith('0') || phone.length < 8 ? national : groupDigits(phone);
}

/** A number outside the numbering plan, such as an imaginary one, grouped as Belgian numbers are: 087 00 00 12, 04 000 01 01. */
function groupDigits(phone: string): string {
	const [, area = '', rest = ''] = /^\+32([2349]|[0-9]{2})([0-9]{6,7})$/.exec(phone) ?? [];
	return area === '' ? phone : `0${area} ${rest.slice(0, -4)} ${rest.slice(-4, -2)} ${rest.slice(-2)}`;
}

/** A telephone number in E.164, however someone typed it; a number without a country is Belgian. Undefined: no number can be read. */
export function readPhone(typed: string): string | undefined {
	const number = parsePhoneNumberFromString(typed.trim(), 'BE');
	return number?.isPossible() === true && /^\+[1-9][0-9]{6,14}$/.test(number.number) ? number.number : undefined;
}
