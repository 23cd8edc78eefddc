import * as z from 'zod/mini';
import { ages, LONGEST_TEXT, reaches } from './payloads.ts';
import { writers } from './writers.ts';
import type { Draft } from './seal-request.ts';
import { NoticeAddress } from './sent-request.ts';

const problems = ['text', 'text_long', 'where', 'short', 'notice', 'word', 'too_fast'] as const;
export interface AskIssue {
	field: string;
	problem: (typeof problems)[number];
}

const shortFields = ['name', 'where', 'when', 'interpreter'] as const;
const LONGEST_SHORT = 300;

/** What was typed, by the names of the fields of AskFields.svelte. */
export type AskTyped = Readonly<Record<string, string>>;

/** What came of a try without a script: what has to be put right, or why it went no further, in words. */
export const AskTried = z.object({
	typed: z.record(z.string(), z.string()),
	issues: z.array(z.object({ field: z.string(), problem: z.enum(problems) })),
	reason: z.string(),
});
export type AskTried = z.infer<typeof AskTried>;

/** What someone wrote, or what they may put right. Files come apart. */
export function readAskForm(typed: AskTyped): { draft: Draft; notice: string | null } | { issues: AskIssue[] } {
	const read = (name: string) => (typed[name] ?? '').replaceAll('\r\n', '\n').trim();
	const text = read('text');
	const reach = oneOf(reaches, read('reach'), 'here');
	const notice = read('notice');
	const issues: AskIssue[] = [];
	if (text === '') issues.push({ field: 'text', problem: 'text' });
	if (text.length > LONGEST_TEXT) issues.push({ field: 'text', problem: 'text_long' });
	for (const field of shortFields) if (read(field).length > LONGEST_SHORT) issues.push({ field, problem: 'short' });
	if (reach !== 'here' && read('where') === '') issues.push({ field: 'where', problem: 'where' });
	if (notice !== '' && !z.safeParse(NoticeAddress, notice).success) issues.push({ field: 'notice', problem: 'notice' });
	if (issues.length > 0) return { issues };
	const draft: Draft = {
		text,
		name: read('name'),
		writer: oneOf(writers, read('writer'), 'unsaid'),
		age: oneOf(ages, read('age'), 'unsaid'),
		reach: { by: reach, where: read('where'), when: read('when'), leaveNoMessage: read('noMessage') !== '' },
		interpreter: read('interpreter'),
		files: [],
	};
	return { draft, notice: notice === '' ? null : notice };
}

function oneOf<Value extends string>(values: readonly Value[], text: string, otherwise: Value): Value {
	return values.find((value) => value === text) ?? otherwise;
}
