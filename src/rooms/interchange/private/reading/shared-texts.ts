import type { OpenedFile } from './opened-file.ts';
import { readXml, type XmlTaker } from './read-xml.ts';
import { TemporaryDatabase } from '../temporary-database.ts';

/** The texts of a workbook, which its cells name by position. There may be more than memory holds. */
export class SharedTexts implements Disposable {
	readonly #temporary = new TemporaryDatabase();
	readonly #find;

	constructor() {
		this.#temporary.database.exec('CREATE TABLE shared (n INTEGER PRIMARY KEY, text TEXT)');
		this.#find = this.#temporary.database.prepare('SELECT text FROM shared WHERE n = ?');
	}

	async fill(file: OpenedFile): Promise<void> {
		const insert = this.#temporary.database.prepare('INSERT INTO shared VALUES (?, ?)');
		let position = 0;
		for await (const text of readXml(file, new TextTaker())) {
			insert.run(position, text);
			position += 1;
		}
	}

	find(position: number): string {
		const row = Number.isSafeInteger(position) ? this.#find.get(position) : undefined;
		return typeof row?.text === 'string' ? row.text : '';
	}

	[Symbol.dispose](): void {
		this.#temporary[Symbol.dispose]();
	}
}

/** One text per `si`, of runs in different type; how it is pronounced stands aside. */
class TextTaker implements XmlTaker<string> {
	#texts: string[] = [];
	#text = '';
	#isText = false;
	#phonetic = 0;

	open(name: string): void {
		if (name === 'si') this.#text = '';
		else if (name === 'rPh') this.#phonetic += 1;
		else if (name === 't') this.#isText = this.#phonetic === 0;
	}

	text(text: string): void {
		if (this.#isText) this.#text += text;
	}

	close(name: string): void {
		if (name === 't') this.#isText = false;
		else if (name === 'rPh') this.#phonetic -= 1;
		else if (name === 'si') this.#texts.push(this.#text);
	}

	take(): string[] {
		const texts = this.#texts;
		this.#texts = [];
		return texts;
	}
}
