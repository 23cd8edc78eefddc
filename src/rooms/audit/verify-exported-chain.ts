import type { z } from 'zod';
import { ExportEntry, ExportHead } from './exported-chain.ts';
import type { Finding } from './finding.ts';
import { rootByPath } from './merkle.ts';
import { followChain } from './verify-chain.ts';

/** The file cannot be judged at all, and why. */
export class UnreadableExport extends Error {
	override name = 'UnreadableExport';
}

/** Verifies an exported chain against a mailed root, without a database. Of the file nothing is believed. */
export async function verifyExportedChain(
	lines: AsyncIterable<string>,
	mailed: { day: string; root: string },
	tell: (finding: Finding) => void,
): Promise<{ organisation: string; entries: number; erased: number }> {
	let follower: ReturnType<typeof followChain> | undefined;
	let organisation = '';
	let lineNumber = 0;
	for await (const line of lines) {
		lineNumber += 1;
		if (follower !== undefined) {
			follower.take(parseLine(line, lineNumber, ExportEntry)).forEach(tell);
			continue;
		}
		const first = parseLine(line, lineNumber, ExportHead);
		if (first.day !== mailed.day) {
			throw new UnreadableExport(`it was exported for the root of ${first.day}, not of ${mailed.day}`);
		}
		organisation = first.organisation;
		const leads = first.head.organisation === organisation && rootByPath(first.head, first.path) === mailed.root;
		if (!leads) tell({ day: mailed.day, fault: 'not_in_root' });
		follower = followChain(organisation, { ...first.head, day: first.day });
	}
	if (follower === undefined) throw new UnreadableExport('it is empty');
	follower.end().forEach(tell);
	return { organisation, ...follower.counts() };
}

function parseLine<Schema extends z.ZodType>(line: string, lineNumber: number, schema: Schema): z.output<Schema> {
	const parsed = schema.safeParse(parseJson(line, lineNumber));
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	throw new UnreadableExport(
		`line ${lineNumber}, ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not understood'}`,
	);
}

function parseJson(line: string, lineNumber: number): unknown {
	try {
		return JSON.parse(line);
	} catch (cause) {
		throw new UnreadableExport(`line ${lineNumber} is not JSON`, { cause });
	}
}
