// Reads every room's messages/{fr,nl,de,en}.json, and the parameters of a message (ICU MessageFormat).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@messageformat/parser';
import type { Octothorpe } from '@messageformat/parser';
import { z } from 'zod';

export const languages = ['fr', 'nl', 'de', 'en'] as const;
const MessageFile = z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), z.string().min(1));

export type Language = (typeof languages)[number];
export type Messages = Record<string, Record<string, string>>;
type Parameters = Map<string, 'number' | 'string | number'>;
type Token = ReturnType<typeof parse>[number] | Octothorpe;

/** The folders that hold messages, by the name under which texts() gives them: `house` and each room. */
export function messageFolders(): Map<string, string> {
	const rooms = readdirSync('src/rooms', { withFileTypes: true }).filter((entry) => entry.isDirectory());
	const folders = new Map([['house', 'src/house/messages']]);
	for (const room of rooms) {
		folders.set(room.name, join('src/rooms', room.name, 'messages'));
	}
	return new Map([...folders].filter(([, folder]) => existsSync(folder)));
}

export function readMessages(language: Language): Messages {
	const messages: Messages = {};
	for (const [room, folder] of messageFolders()) {
		const file = join(folder, `${language}.json`);
		const content = z.safeParse(MessageFile, existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
		if (!content.success) {
			throw new Error(`${file}: ${z.prettifyError(content.error)}`);
		}
		messages[room] = language === 'fr' ? mapValues(content.data, setFrenchSpaces) : content.data;
	}
	return messages;
}

function mapValues(record: Record<string, string>, change: (text: string) => string): Record<string, string> {
	return Object.fromEntries(Object.entries(record).map(([key, text]) => [key, change(text)]));
}

/** French sets a space that does not break before high punctuation and inside guillemets; translators type a plain one. */
function setFrenchSpaces(text: string): string {
	return text.replaceAll(/ (?=[?!:;»])/g, '\u202f').replaceAll('« ', '«\u202f');
}

function collectParameters(tokens: Token[], found: Parameters = new Map()): Parameters {
	for (const token of tokens) {
		if (token.type === 'content' || token.type === 'octothorpe') {
			continue;
		}
		found.set(token.arg, token.type === 'plural' || found.get(token.arg) === 'number' ? 'number' : 'string | number');
		if ('cases' in token) {
			token.cases.forEach((each) => collectParameters(each.tokens, found));
		}
	}
	return found;
}

export function listParameters(message: string): string {
	const parameters = [...collectParameters(parse(message))].sort(([a], [b]) => a.localeCompare(b));
	return parameters.map(([name, type]) => `${name}: ${type}`).join('; ');
}
