/** Whether a spreadsheet might calculate this text instead of showing it. */
export function isFormula(text: string): boolean {
	return /^[\s\p{Cc}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u.test(text);
}
