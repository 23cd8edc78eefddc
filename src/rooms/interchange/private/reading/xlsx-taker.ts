import type { CsvRow } from './csv-rows.ts';
import type { XmlTaker } from './read-xml.ts';
import type { SharedTexts } from './shared-texts.ts';
import { RowBuilder } from './sheet.ts';

const dayMilliseconds = 86_400_000;
/** Day 0 of a workbook, as the programs have counted since they took 1900 for a leap year. */
const dayZero = Date.UTC(1899, 11, 30);

/** The rows of a sheet of a workbook. */
export class SheetTaker implements XmlTaker<CsvRow> {
	readonly #texts: SharedTexts;
	readonly #dates: Set<number>;
	readonly #row = new RowBuilder();
	#rows: CsvRow[] = [];
	#line = 0;
	#column = -1;
	#type = 'n';
	#style = 0;
	#value = '';
	#isValue = false;
	#phonetic = 0;

	constructor(texts: SharedTexts, dates: Set<number>) {
		this.#texts = texts;
		this.#dates = dates;
	}

	open(name: string, attributes: Map<string, string>): void {
		if (name === 'row') {
			this.#line = Number(attributes.get('r') ?? this.#line + 1);
			this.#column = -1;
		} else if (name === 'c') {
			this.#column = readColumn(attributes.get('r')) ?? this.#column + 1;
			this.#type = attributes.get('t') ?? 'n';
			this.#style = Number(attributes.get('s') ?? 0);
			this.#value = '';
		} else if (name === 'rPh') this.#phonetic += 1;
		else if (name === 'v' || name === 't') this.#isValue = this.#phonetic === 0;
	}

	text(text: string): void {
		if (this.#isValue) this.#value += text;
	}

	close(name: string): void {
		if (name === 'v' || name === 't') this.#isValue = false;
		else if (name === 'rPh') this.#phonetic -= 1;
		else if (name === 'c') this.#row.set(this.#column, this.#readValue());
		else if (name === 'row') {
			const cells = this.#row.finish();
			if (cells !== undefined) this.#rows.push({ line: this.#line, cells });
		}
	}

	take(): CsvRow[] {
		const rows = this.#rows;
		this.#rows = [];
		return rows;
	}

	#readValue(): string {
		if (this.#type === 's') return this.#texts.find(Number(this.#value));
		if (this.#type === 'e') return '';
		if (this.#type !== 'n' || !this.#dates.has(this.#style) || this.#value === '') return this.#value;
		return writeMoment(Number(this.#value)) ?? this.#value;
	}
}

/** "AB12" is column 27, counting from 0. */
function readColumn(reference: string | undefined): number | undefined {
	const letters = /^[A-Z]{1,3}(?=[0-9])/.exec(reference ?? '')?.[0];
	if (letters === undefined) return undefined;
	return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** A day, or a time of day, as it is written in HSDS. */
function writeMoment(days: number): string | undefined {
	const moment = new Date(dayZero + Math.round(days * 86_400) * 1000);
	if (!(days >= 0) || Number.isNaN(moment.getTime()) || days * dayMilliseconds > 8e15) return undefined;
	const written = moment.toISOString();
	return days < 1 ? written.slice(11, 16) : written.slice(0, 10);
}
