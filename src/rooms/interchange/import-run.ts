import { z } from 'zod';
import { languages } from '#house/language/language.ts';

/** The states of an import, in their order; the last three are ends. */
const runStates = ['mapping', 'reading', 'checked', 'failed', 'taking', 'taken', 'cancelled'] as const;
export type RunState = (typeof runStates)[number];

/** What taking a service in would do. */
const standings = ['new', 'changed', 'unchanged', 'kept', 'gone'] as const;

/** Whoever works on a run says so at least this often; after twice that it may be begun again. */
export const silenceSeconds = 60;

export const Counts = z.partialRecord(
	z.enum([
		...standings,
		'services',
		'organization',
		'taxonomy',
		'taxonomy_term',
		'errors',
		'notices',
		'duplicates',
		'incomplete',
		'added',
		'rewritten',
		'submitted',
		'left',
		'archived',
		'published',
	]),
	z.int(),
);
export type Counts = z.infer<typeof Counts>;

/** Which column of a spreadsheet holds which field, as it is kept. */
export const StoredMapping = z
	.object({ sheet: z.string().optional(), columns: z.array(z.object({ heading: z.string(), field: z.string() })) })
	.transform(({ sheet, columns }) => ({ sheet, columns }));

/** As the column of a run keeps it: what the reader takes. */
export const StoredInput = z.discriminatedUnion('from', [
	z.object({ from: z.literal('file'), path: z.string(), name: z.string(), mapping: StoredMapping.exactOptional() }),
	z.object({ from: z.literal('folder'), path: z.string(), name: z.string() }),
	z.object({
		from: z.literal('feed'),
		url: z.url({ protocol: /^https?$/ }),
		allowPrivateAddresses: z.boolean().exactOptional(),
	}),
]);
export type StoredInput = z.infer<typeof StoredInput>;

/** A name that an organisation gives to where it takes services in from. */
export const SourceName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/);

export const Run = z.object({
	id: z.uuid(),
	sourceId: z.uuid(),
	source: z.string(),
	language: z.enum(languages),
	coverageByPostalCode: z.boolean(),
	personId: z.uuid().nullable(),
	imaginary: z.boolean(),
	state: z.enum(runStates),
	input: StoredInput,
	reason: z.string().nullable(),
	overwrite: z.boolean(),
	archiveMissing: z.boolean(),
	counts: Counts,
	done: z.number(),
	total: z.number().nullable(),
	/** Seconds since whoever works on it last said so. */
	silentFor: z.number(),
	begunAt: z.string(),
	endedAt: z.string().nullable(),
	publishedAt: z.string().nullable(),
	publishedBy: z.uuid().nullable(),
});
/** One import, from what was given to what was taken in of it. */
export type Run = z.infer<typeof Run>;

/** Nobody works on it any more, though it should be worked on. */
export function isStranded({ state, silentFor }: Pick<Run, 'state' | 'silentFor'>): boolean {
	return (state === 'reading' || state === 'taking') && silentFor > 2 * silenceSeconds;
}

export function mayCancel({ state }: Pick<Run, 'state'>): boolean {
	return state === 'mapping' || state === 'reading' || state === 'checked' || state === 'taking';
}

/** Something is being done about it now: the page asks again by itself. */
export function isWorking(run: Run): boolean {
	const isPublishing = run.state === 'taken' && run.publishedBy !== null && run.publishedAt === null;
	return (run.state === 'reading' || run.state === 'taking' || isPublishing) && run.silentFor <= 2 * silenceSeconds;
}
