// Compiles every room's messages/{fr,nl,de,en}.json (ICU MessageFormat) into plain functions and strings under src/generated/messages.
// French is the source: a key or a parameter that another language lacks, or has too many, is an error that names file and key.
// `node scripts/compile-messages.ts --check` writes nothing and only reports.
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import MessageFormat from '@messageformat/core';
import compileModule from '@messageformat/core/compile-module.js';
import { languages, listParameters, messageFolders, readMessages } from './messages/read-messages.ts';
import type { Language, Messages } from './messages/read-messages.ts';

const output = 'src/generated/messages';
// Rooms whose pages work in the browser: it gets their texts alone, not those of the whole application.
const roomsInBrowser = ['keys', 'requests'];

function findDifferences(source: Messages, other: Messages, language: Language): string[] {
	const problems: string[] = [];
	for (const [room, folder] of messageFolders()) {
		const wanted = source[room] ?? {};
		const given = other[room] ?? {};
		const file = join(folder, `${language}.json`);
		for (const key of Object.keys(given)) {
			if (!(key in wanted)) problems.push(`${file}: "${key}" is not in the French file.`);
		}
		for (const [key, message] of Object.entries(wanted)) {
			const translated = given[key];
			if (translated === undefined) problems.push(`${file}: "${key}" is missing.`);
			else if (listParameters(translated) !== listParameters(message))
				problems.push(
					`${file}: "${key}" takes {${listParameters(translated)}}, the French one {${listParameters(message)}}.`,
				);
		}
	}
	return problems;
}

/** Keys that no page names, neither as `.key` nor by the beginning of a template such as `need_${need}`. */
function findUnused(source: Messages): string[] {
	const code = globSync('src/**/*.{svelte,ts,js}', { exclude: ['src/generated/**'] })
		.map((file) => readFileSync(file, 'utf8'))
		.join('\n');
	const named = new Set([...code.matchAll(/\.([a-z][a-z0-9_]*)/g)].map(([, key]) => key));
	const beginnings = [...code.matchAll(/`([a-z][a-z0-9_]*_)\$\{/g)].map(([, beginning]) => beginning ?? '');
	const isUsed = (key: string) => named.has(key) || beginnings.some((beginning) => key.startsWith(beginning));
	return Object.entries(source).flatMap(([room, messages]) =>
		Object.keys(messages)
			.filter((key) => !isUsed(key))
			.map((key) => `${room}: no page uses "${key}".`),
	);
}

function declareTypes(source: Messages): string {
	const rooms = Object.entries(source).map(([room, messages]) => {
		const lines = Object.entries(messages).map(([key, message]) => {
			const parameters = listParameters(message);
			return `\t\t${key}: ${parameters === '' ? 'string' : `(values: { ${parameters} }) => string`};`;
		});
		return `\t${room}: {\n${lines.join('\n')}\n\t};`;
	});
	return `export type Messages = {\n${rooms.join('\n')}\n};\n`;
}

function writeModules(all: Map<Language, Messages>, source: Messages): void {
	mkdirSync(output, { recursive: true });
	for (const [language, messages] of all) {
		const code = compileModule(new MessageFormat(language), messages);
		writeFileSync(
			join(output, `${language}.d.ts`),
			"import type { Messages } from './index.ts';\ndeclare const messages: Messages;\nexport default messages;\n",
		);
		writeFileSync(join(output, `${language}.js`), toPlainStrings(code));
	}
	const imports = [
		...languages.map((language) => `import ${language} from './${language}.js';\n`),
		"import type { Language } from '#house/language/language.ts';\n",
	].join('');
	const body = `const all: Record<Language, Messages> = { ${languages.join(', ')} };

/** Every text of the application in one language, by room. */
export function texts(language: Language): Messages {
	return all[language];
}
`;
	writeFileSync(join(output, 'index.ts'), `${imports}\n${declareTypes(source)}\n${body}`);
}

/** One module for each room that works in the browser, with its texts in all languages. */
function writeRooms(all: Map<Language, Messages>): void {
	mkdirSync(join(output, 'rooms'), { recursive: true });
	for (const room of roomsInBrowser) {
		for (const [language, messages] of all) {
			const code = compileModule(new MessageFormat(language), messages[room] ?? {});
			writeFileSync(join(output, 'rooms', `${room}.${language}.js`), toPlainStrings(code));
		}
		const imports = languages.map((language) => `import ${language} from './${room}.${language}.js';\n`).join('');
		const types = `import type { Language } from '#house/language/language.ts';\nimport type { Messages } from '../index.ts';\n`;
		const every = `const all = { ${languages.join(', ')} } as Record<Language, unknown> as Record<Language, Messages['${room}']>;\n`;
		const body = `${every}\n/** The texts of one room, for its pages in the browser. */\nexport function roomTexts(language: Language): Messages['${room}'] {\n\treturn all[language];\n}\n`;
		writeFileSync(join(output, 'rooms', `${room}.ts`), `${imports}${types}\n${body}`);
	}
}

/** A message without parameters is a plain string, not a function. */
function toPlainStrings(code: string): string {
	return (
		'// @ts-nocheck\n' +
		code
			.replaceAll(/: \(\) => (".*")(,?)$/gm, ': $1$2')
			.replaceAll(/^export const (.*) = \(\) => (".*");$/gm, 'export const $1 = $2;')
	);
}

/** Compiles all messages; returns the problems found, one sentence each, and writes nothing when there are any. */
export function compileMessages(options: { write: boolean }): string[] {
	const all = new Map(languages.map((language) => [language, readMessages(language)]));
	const source = all.get('fr') ?? {};
	const problems = [...all].flatMap(([language, messages]) => findDifferences(source, messages, language));
	if (problems.length === 0 && options.write) {
		writeModules(all, source);
		writeRooms(all);
	}
	return problems;
}

if (import.meta.main) {
	const problems = [
		...compileMessages({ write: !process.argv.includes('--check') }),
		...findUnused(readMessages('fr')),
	];
	problems.forEach((problem) => console.error(problem));
	process.exitCode = problems.length === 0 ? 0 : 1;
}
