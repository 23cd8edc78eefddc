import { localeOf, type Language } from './language.ts';

/** "240 ko", "1,2 MB": the size of a file for someone about to open it. */
export function formatSize(bytes: number, language: Language): string {
	const isLarge = bytes >= 1_000_000;
	const format = new Intl.NumberFormat(localeOf(language), {
		style: 'unit',
		unit: isLarge ? 'megabyte' : 'kilobyte',
		maximumFractionDigits: isLarge ? 1 : 0,
	});
	return format.format(isLarge ? bytes / 1_000_000 : Math.max(1, Math.round(bytes / 1000)));
}
