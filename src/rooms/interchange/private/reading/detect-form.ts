import type { OpenedFile } from './opened-file.ts';

export type Form = 'json' | 'zip' | 'text' | 'nothing' | 'other';

const startBytes = 4096;

/** What a file is, by its first bytes. */
export async function detectForm(file: OpenedFile): Promise<Form> {
	let start = Buffer.alloc(0);
	for await (const chunk of file.open()) {
		start = Buffer.concat([start, chunk.subarray(0, startBytes)]);
		if (start.length >= startBytes) break;
	}
	const text = start.toString('latin1');
	if (text.trim() === '') return 'nothing';
	if (text.startsWith('PK\u0003') || text.startsWith('PK\u0005')) return 'zip';
	if (/^(\u00EF\u00BB\u00BF)?\s*[[{]/.test(text)) return 'json';
	const isWide = /^(\u00FF\u00FE|\u00FE\u00FF)/.test(text);
	return start.includes(0) && !isWide ? 'other' : 'text';
}

export function isXlsx(files: OpenedFile[]): boolean {
	return files.some(({ name }) => name === 'xl/workbook.xml');
}

export function isOds(files: OpenedFile[]): boolean {
	return files.some(({ name }) => name === 'content.xml') && files.some(({ name }) => name === 'mimetype');
}
