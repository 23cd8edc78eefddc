import { z } from 'zod';

/** What a page of a report lists. */
export const reportLists = ['errors', 'notices', 'new', 'changed', 'kept', 'gone', 'duplicates', 'incomplete'] as const;
export type ReportList = (typeof reportLists)[number];

const ReportQuestion = z.object({
	list: z.enum(reportLists).optional().catch(undefined),
	page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
export type ReportQuestion = z.infer<typeof ReportQuestion>;

export function readReportQuestion(query: URLSearchParams): ReportQuestion {
	return ReportQuestion.parse({ list: query.get('list') ?? undefined, page: query.get('page') ?? 1 });
}
