import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { OperatorProblem } from '#house/database/operator-problem.ts';
import { languages } from '#house/language/language.ts';
import { SourceName, type StoredInput } from '#rooms/interchange/import-run.ts';

const USAGE =
	'npm run import -- --organisation verviers --source name (--file path | --folder path | --feed url) [--take [--publish]] [--language fr] [--coverage-by-postal-code] [--overwrite] [--archive-missing] [--allow-private]';

const Given = z.object({
	/** Its key in the reference data, or its id. */
	organisation: z.string().min(1),
	source: SourceName,
	language: z.enum(languages).default('fr'),
	file: z.string().optional(),
	folder: z.string().optional(),
	feed: z.url({ protocol: /^https?$/ }).optional(),
});

export interface ImportWish {
	organisation: string;
	source: string;
	language: z.infer<typeof Given>['language'];
	input: StoredInput;
	take: boolean;
	publish: boolean;
	overwrite: boolean;
	archiveMissing: boolean;
	coverageByPostalCode: boolean;
}

const problems: Record<string, string> = {
	organisation: '--organisation is missing: give the key of a signatory, as verviers, or the id of an organisation',
	source:
		'--source is missing, or not of lower-case letters, figures and hyphens: it names where this comes from, as list-2026',
	language: `--language must be one of ${languages.join(', ')}`,
	feed: '--feed is no address of the web',
};

export function readImportWish(args: string[]): ImportWish {
	const values = parse(args);
	const parsed = Given.safeParse(values);
	if (!parsed.success)
		throw refuse(problems[String(parsed.error.issues[0]?.path[0])] ?? 'the arguments are not understood');
	const { file, folder, feed, ...named } = parsed.data;
	const wish = {
		take: (values.take === true || values.publish === true) && values['dry-run'] !== true,
		publish: values.publish === true,
		overwrite: values.overwrite === true,
		archiveMissing: values['archive-missing'] === true,
		coverageByPostalCode: values['coverage-by-postal-code'] === true,
	};
	return { ...named, ...wish, input: chooseInput({ file, folder, feed }, values['allow-private'] === true) };
}

type Places = { file: string | undefined; folder: string | undefined; feed: string | undefined };

function chooseInput({ file, folder, feed }: Places, allowPrivateAddresses: boolean): StoredInput {
	if ([file, folder, feed].filter((given) => given !== undefined).length !== 1) {
		throw refuse('give one of --file, --folder and --feed');
	}
	if (feed !== undefined) return { from: 'feed', url: feed, allowPrivateAddresses };
	const path = resolve(file ?? folder ?? '');
	if (!existsSync(path)) throw refuse(`there is nothing at ${path}`);
	return { from: file === undefined ? 'folder' : 'file', path, name: basename(path) };
}

function parse(args: string[]) {
	const text = { type: 'string' } as const;
	const flag = { type: 'boolean' } as const;
	const texts = { organisation: text, source: text, language: text, file: text, folder: text, feed: text };
	const flags = { 'dry-run': flag, take: flag, publish: flag, overwrite: flag, 'archive-missing': flag };
	try {
		return parseArgs({
			args,
			options: { ...texts, ...flags, 'coverage-by-postal-code': flag, 'allow-private': flag },
		}).values;
	} catch (error) {
		throw refuse(error instanceof Error ? error.message : 'the arguments are not understood');
	}
}

function refuse(reason: string): OperatorProblem {
	return new OperatorProblem(`${reason.replace(/[.]$/, '')}: ${USAGE}.`);
}
