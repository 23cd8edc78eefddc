/** A field of a form as text: without the spaces around it, line ends as one character. A file or a missing field is empty. */
export function readText(data: FormData, name: string): string {
	const value = data.get(name);
	return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : '';
}
