import type { CsvRow } from './csv-rows.ts';
import type { OpenedFile } from './opened-file.ts';
import { readXml, type XmlTaker } from './read-xml.ts';
import { mostColumns, RowBuilder, type Sheet } from './sheet.ts';

interface SheetRow extends CsvRow {
	sheet: string;
}

/** The sheets of an OpenDocument spreadsheet, each read from the one content there is. */
export async function listOdsSheets(content: OpenedFile): Promise<Sheet[]> {
	const names: string[] = [];
	for await (const { sheet } of readXml(content, new OdsTaker())) if (!names.includes(sheet)) names.push(sheet);
	return names.map((name) => ({ name, bytes: content.bytes, rows: (count) => readRows(content, name, count) }));
}

async function* readRows(content: OpenedFile, name: string, count: (bytes: number) => void): AsyncGenerator<CsvRow> {
	for await (const { sheet, line, cells } of readXml(counted(content, count), new OdsTaker())) {
		if (sheet === name) yield { line, cells };
	}
}

export function counted(file: OpenedFile, count: (bytes: number) => void): OpenedFile {
	return {
		...file,
		async *open() {
			for await (const chunk of file.open()) {
				count(chunk.length);
				yield chunk;
			}
		},
	};
}

/** Rows and cells may stand for many alike; only those with something in them are given. */
class OdsTaker implements XmlTaker<SheetRow> {
	#rows: SheetRow[] = [];
	readonly #row = new RowBuilder();
	#sheet = '';
	#line = 1;
	#column = 0;
	#repeated = { rows: 1, cells: 1 };
	#text: string | undefined;
	#value: string | undefined;
	#asideDepth = 0;

	open(name: string, attributes: Map<string, string>): void {
		if (this.#asideDepth > 0 || name === 'annotation') this.#asideDepth += 1;
		else if (name === 'table') {
			this.#sheet = attributes.get('name') ?? '';
			this.#line = 1;
		} else if (name === 'table-row') {
			this.#column = 0;
			this.#repeated.rows = Number(attributes.get('number-rows-repeated') ?? 1);
		} else if (name === 'table-cell' || name === 'covered-table-cell') this.#openCell(attributes);
		else if (this.#text !== undefined) this.#openInCell(name, attributes);
	}

	#openCell(attributes: Map<string, string>): void {
		this.#repeated.cells = Number(attributes.get('number-columns-repeated') ?? 1);
		this.#text = '';
		const type = attributes.get('value-type');
		const exact = type === 'date' ? 'date-value' : type === 'float' ? 'value' : undefined;
		this.#value = exact === undefined ? undefined : attributes.get(exact);
	}

	#openInCell(name: string, attributes: Map<string, string>): void {
		if (name === 'p' && this.#text !== '') this.#text += '\n';
		else if (name === 's') this.#text += ' '.repeat(Math.min(Number(attributes.get('c') ?? 1), 1000));
		else if (name === 'line-break') this.#text += '\n';
		else if (name === 'tab') this.#text += '\t';
	}

	text(text: string): void {
		if (this.#text !== undefined && this.#asideDepth === 0) this.#text += text;
	}

	close(name: string): void {
		if (this.#asideDepth > 0) {
			this.#asideDepth -= 1;
		} else if (name === 'table-cell' || name === 'covered-table-cell') {
			const cell = this.#value ?? this.#text?.trim() ?? '';
			const until = Math.min(this.#column + this.#repeated.cells, mostColumns);
			for (let column = this.#column; column < until; column += 1) this.#row.set(column, cell);
			this.#column += this.#repeated.cells;
			this.#text = undefined;
		} else if (name === 'table-row') {
			const cells = this.#row.finish();
			if (cells !== undefined) this.#rows.push({ sheet: this.#sheet, line: this.#line, cells });
			this.#line += this.#repeated.rows;
		}
	}

	take(): SheetRow[] {
		const rows = this.#rows;
		this.#rows = [];
		return rows;
	}
}
