import { languages, type Language } from '#house/language/language.ts';
import { readPageNumber, toPage } from '#house/web/to-page.ts';
import { requestStates, type RequestState } from './request.ts';

const endStates = ['became_support', 'oriented', 'closed'] as const satisfies readonly RequestState[];

/** Which requests of a team are listed. `state` undefined: all that are not closed; `all`: with those that are. */
export interface RequestFilter {
	state: RequestState | 'all' | undefined;
	language: Language | undefined;
	/** `me`, `none`, or who of the team. */
	assignee: string | undefined;
	overdue: boolean;
	page: number;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isClosed(state: RequestState): boolean {
	return endStates.some((end) => end === state);
}

export function readRequestFilter(given: URLSearchParams): RequestFilter {
	const assignee = given.get('assignee') ?? '';
	return {
		state: [...requestStates, 'all' as const].find((state) => state === given.get('state')),
		language: languages.find((language) => language === given.get('language')),
		assignee: ['me', 'none'].includes(assignee) || uuid.test(assignee) ? assignee : undefined,
		overdue: given.get('overdue') === '1',
		page: readPageNumber(given),
	};
}

/** The address of the list with these filters, after the path. */
export function writeRequestFilter(path: string, { page = 1, overdue, ...filter }: Partial<RequestFilter>): string {
	return toPage(path, { ...filter, overdue: overdue === true ? '1' : undefined }, page);
}

/** What a filter looks at. */
export interface Filtered {
	state: RequestState;
	language: Language;
	assigneeId: string | null;
	waits: boolean;
	dueOn: string;
}

/** Whether a request is listed: the same rule as that of the server's list, for what the browser holds. */
export function fitsFilter(
	row: Filtered,
	filter: RequestFilter,
	{ today, me }: { today: string; me: string },
): boolean {
	const { state, language, assignee, overdue } = filter;
	if (state === undefined ? isClosed(row.state) : state !== 'all' && state !== row.state) return false;
	if (language !== undefined && row.language !== language) return false;
	if (overdue && !(row.waits && row.dueOn < today)) return false;
	if (assignee === undefined) return true;
	return row.assigneeId === (assignee === 'none' ? null : assignee === 'me' ? me : assignee);
}

/** After which line a page begins; null for the first one. */
export type After = { sentAt: string; id: string } | null;
