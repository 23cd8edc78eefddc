import { parseArgs } from 'node:util';
import { z } from 'zod';
import { OperatorProblem } from '#house/database/operator-problem.ts';

const Day = z.iso.date();
const Root = z
	.string()
	.transform((text) => text.replaceAll(/\s/g, '').toLowerCase())
	.pipe(z.string().regex(/^[0-9a-f]{64}$/));

interface Mailed {
	day: string;
	root: string;
}

/** What whoever runs the verification asks for. */
export type AuditWish =
	| { kind: 'database'; mailed: Mailed | undefined }
	| {
			kind: 'export';
			organisation: string;
			file: string;
			day: string | undefined;
			personalParts: 'include' | 'withhold';
	  }
	| { kind: 'chain'; file: string; mailed: Mailed };

const USAGE =
	'give nothing, or --day YYYY-MM-DD --root <64 hex digits>, or --export <organisation id> <file>, or --chain <file> with --day and --root (see docs/audit.md)';

export function readAuditWish(args: string[]): AuditWish {
	const { values, positionals } = parse(args);
	const { day, root, chain, export: organisation } = values;
	if (day !== undefined && !Day.safeParse(day).success) throw refuse(`--day is "${day}", which is no day`);
	const mailed = readMailed(day, root);
	if (organisation !== undefined) {
		const [file, ...rest] = positionals;
		if (file === undefined || rest.length > 0) throw refuse('--export takes an organisation id and a file');
		if (!z.uuid().safeParse(organisation).success) throw refuse(`"${organisation}" is no id of an organisation`);
		const personalParts = values['with-people'] === true ? 'include' : 'withhold';
		return { kind: 'export', organisation: organisation.toLowerCase(), file, day, personalParts };
	}
	if (positionals.length > 0) throw refuse(`"${positionals.join(' ')}" is not understood`);
	if (chain === undefined) {
		if (day !== undefined && mailed === undefined) throw refuse('--day goes with --root');
		return { kind: 'database', mailed };
	}
	if (mailed === undefined) throw refuse('--chain takes the --day and the --root of the mail');
	return { kind: 'chain', file: chain, mailed };
}

function parse(args: string[]) {
	try {
		return parseArgs({
			args,
			allowPositionals: true,
			options: {
				day: { type: 'string' },
				root: { type: 'string' },
				chain: { type: 'string' },
				export: { type: 'string' },
				'with-people': { type: 'boolean' },
			},
		});
	} catch (error) {
		throw refuse(error instanceof Error ? error.message : 'the arguments are not understood');
	}
}

function readMailed(day: string | undefined, root: string | undefined): Mailed | undefined {
	if (root === undefined) return undefined;
	if (day === undefined) throw refuse('--root goes with --day');
	const parsed = Root.safeParse(root);
	if (!parsed.success) throw refuse('--root is no root: copy its 64 digits (0-9, a-f) from the mail');
	return { day, root: parsed.data };
}

function refuse(reason: string): OperatorProblem {
	return new OperatorProblem(`${reason}: ${USAGE}.`);
}
