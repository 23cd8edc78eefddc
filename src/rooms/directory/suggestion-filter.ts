import { readPageNumber, toPage } from '#house/web/to-page.ts';
import { suggestionStates, type SuggestionState } from './suggestion.ts';

/** Which suggestions of an organisation are listed. Without a state: those that wait for an answer. */
export interface SuggestionFilter {
	state: SuggestionState | undefined;
	serviceId: string | undefined;
	page: number;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function readSuggestionFilter(given: URLSearchParams): SuggestionFilter {
	const service = given.get('service') ?? '';
	return {
		state: suggestionStates.find((state) => state === given.get('state')),
		serviceId: uuid.test(service) ? service : undefined,
		page: readPageNumber(given),
	};
}

/** The address of the list with these filters, after the path. */
export function writeSuggestionFilter(path: string, { state, serviceId, page = 1 }: Partial<SuggestionFilter>): string {
	return toPage(path, { state, service: serviceId }, page);
}
