import { posix } from 'node:path';
import { counted } from './ods-sheets.ts';
import type { OpenedFile } from './opened-file.ts';
import { readXml, type XmlTaker } from './read-xml.ts';
import { Unreadable } from './report.ts';
import { SharedTexts } from './shared-texts.ts';
import type { Sheet } from './sheet.ts';
import { SheetTaker } from './xlsx-taker.ts';

/** The sheets of an Office Open XML workbook. Close it when done: its texts wait on disk. */
export async function openXlsx(files: OpenedFile[]): Promise<{ sheets: Sheet[]; close(): void }> {
	const byName = new Map(files.map((file) => [file.name, file]));
	const need = (name: string) => {
		const file = byName.get(name);
		if (file === undefined) throw new Unreadable('broken_xml', { file: name }, { reason: 'missing' });
		return file;
	};
	const links = new Map<string, string>();
	for await (const { name, attributes } of readXml(need('xl/_rels/workbook.xml.rels'), new TagTaker())) {
		if (name === 'Relationship') links.set(attributes.get('Id') ?? '', attributes.get('Target') ?? '');
	}
	const texts = new SharedTexts();
	try {
		const shared = byName.get('xl/sharedStrings.xml');
		if (shared !== undefined) await texts.fill(shared);
		const dates = await listDateStyles(byName.get('xl/styles.xml'));
		const sheets: Sheet[] = [];
		for await (const { name, attributes } of readXml(need('xl/workbook.xml'), new TagTaker())) {
			if (name !== 'sheet') continue;
			// "r:id", whose prefix is gone; "sheetId" is another thing.
			const file = need(posix.resolve('/xl', links.get(attributes.get('id') ?? '') ?? '').slice(1));
			const rows: Sheet['rows'] = (count) => readXml(counted(file, count), new SheetTaker(texts, dates));
			sheets.push({ name: attributes.get('name') ?? '', bytes: file.bytes, rows });
		}
		return { sheets, close: () => texts[Symbol.dispose]() };
	} catch (error) {
		texts[Symbol.dispose]();
		throw error;
	}
}

interface Tag {
	name: string;
	within: string | undefined;
	attributes: Map<string, string>;
}

class TagTaker implements XmlTaker<Tag> {
	#tags: Tag[] = [];
	readonly #open: string[] = [];

	open(name: string, attributes: Map<string, string>): void {
		this.#tags.push({ name, within: this.#open.at(-1), attributes });
		this.#open.push(name);
	}

	text(): void {}

	close(): void {
		this.#open.pop();
	}

	take(): Tag[] {
		const tags = this.#tags;
		this.#tags = [];
		return tags;
	}
}

/** The styles, by position, in which a number is shown as a day or a time. */
async function listDateStyles(styles: OpenedFile | undefined): Promise<Set<number>> {
	const found = new Set<number>();
	if (styles === undefined) return found;
	const own = new Map<string, string>();
	let position = 0;
	for await (const { name, within, attributes } of readXml(styles, new TagTaker())) {
		if (name === 'numFmt') own.set(attributes.get('numFmtId') ?? '', attributes.get('formatCode') ?? '');
		if (name !== 'xf' || within !== 'cellXfs') continue;
		const format = attributes.get('numFmtId') ?? '0';
		if (isDateFormat(Number(format), own.get(format))) found.add(position);
		position += 1;
	}
	return found;
}

/** 14 to 22 and 45 to 47 are days and times wherever the file comes from. */
function isDateFormat(id: number, code: string | undefined): boolean {
	if ((id >= 14 && id <= 22) || (id >= 45 && id <= 47)) return true;
	return code !== undefined && /[ymdhs]/i.test(code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, ''));
}
