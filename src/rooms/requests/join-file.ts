import { LARGEST_FILES, MOST_FILES } from './sent-request.ts';

/** By the end of the name: what a browser says of a type differs from one to the other. */
const types: Record<string, string> = {
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	png: 'image/png',
	webp: 'image/webp',
	gif: 'image/gif',
	pdf: 'application/pdf',
	txt: 'text/plain',
	csv: 'text/csv',
	rtf: 'application/rtf',
	doc: 'application/msword',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	xls: 'application/vnd.ms-excel',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	ppt: 'application/vnd.ms-powerpoint',
	pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
	odt: 'application/vnd.oasis.opendocument.text',
	ods: 'application/vnd.oasis.opendocument.spreadsheet',
	odp: 'application/vnd.oasis.opendocument.presentation',
};
/** For the field in which files are chosen. */
export const acceptedFiles = Object.keys(types)
	.map((end) => `.${end}`)
	.join(',');

export type FileRefusal = 'type' | 'size' | 'many';

/** The kind of a file that may go along with those chosen before, or why it may not: the same for the person and for the team. */
export function joinFile(
	file: Pick<File, 'name' | 'size'>,
	before: readonly Pick<File, 'size'>[],
): { type: string } | { refused: FileRefusal } {
	const type = types[/\.([a-z]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? ''];
	if (type === undefined) return { refused: 'type' };
	if (before.length >= MOST_FILES) return { refused: 'many' };
	const bytes = before.reduce((sum, { size }) => sum + size, file.size);
	return bytes > LARGEST_FILES ? { refused: 'size' } : { type };
}
