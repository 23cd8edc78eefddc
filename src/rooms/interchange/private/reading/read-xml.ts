import { SaxesParser } from 'saxes';
import type { OpenedFile } from './opened-file.ts';
import { Unreadable } from './report.ts';

const megabytes = 8;
const longestTextBytes = megabytes * 1024 * 1024;

/** What takes the pieces of an XML file and makes items of them. Names come without their prefix. */
export interface XmlTaker<Item> {
	open(name: string, attributes: Map<string, string>): void;
	text(text: string): void;
	close(name: string): void;
	/** The items that are complete; they are not given again. */
	take(): Item[];
}

/** Reads XML of any length. Entities that a file declares itself are not expanded, and nothing is fetched. */
export async function* readXml<Item>(file: OpenedFile, taker: XmlTaker<Item>): AsyncGenerator<Item> {
	const parser = new SaxesParser({ fileName: file.name });
	const decoder = new TextDecoder();
	let waitingBytes = 0;
	parser.on('error', (error) => {
		throw new Unreadable('broken_xml', { file: file.name }, { reason: error.message });
	});
	parser.on('opentag', ({ name, attributes }) => {
		waitingBytes = 0;
		const plain = Object.entries(attributes).map(([key, value]): [string, string] => [withoutPrefix(key), value]);
		taker.open(withoutPrefix(name), new Map(plain));
	});
	parser.on('text', (text) => taker.text(text));
	parser.on('cdata', (text) => taker.text(text));
	parser.on('closetag', ({ name }) => {
		waitingBytes = 0;
		taker.close(withoutPrefix(name));
	});
	for await (const chunk of file.open()) {
		parser.write(decoder.decode(chunk, { stream: true }));
		yield* taker.take();
		waitingBytes += chunk.length;
		if (waitingBytes > longestTextBytes) throw new Unreadable('value_too_large', { file: file.name }, { megabytes });
	}
	parser.close();
	yield* taker.take();
}

function withoutPrefix(name: string): string {
	return name.slice(name.indexOf(':') + 1);
}
