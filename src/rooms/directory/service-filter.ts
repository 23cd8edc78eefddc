import { serviceStates, type ServiceState } from './service-lifecycle.ts';

/** Which services of an organisation one wants to see; in an address `state`, `due=1`, `incomplete=1`, `page`. */
export interface ServiceFilter {
	/** Undefined: all but the archived ones. */
	state: ServiceState | undefined;
	/** To be confirmed, or paused beyond the day it said. */
	due: boolean;
	/** Something is missing that it cannot be published without. */
	incomplete: boolean;
	page: number;
}

const mostPages = 1000;

/** What makes no sense in an address is as if it were not there. */
export function readServiceFilter(query: URLSearchParams): ServiceFilter {
	const page = Number(query.get('page') ?? '1');
	return {
		state: serviceStates.find((state) => state === query.get('state')),
		due: query.get('due') === '1',
		incomplete: query.get('incomplete') === '1',
		page: Number.isInteger(page) && page >= 1 && page <= mostPages ? page : 1,
	};
}

export function writeServiceFilter({ state, due, incomplete, page }: Partial<ServiceFilter>): string {
	const query = new URLSearchParams();
	if (state !== undefined) query.set('state', state);
	if (due === true) query.set('due', '1');
	if (incomplete === true) query.set('incomplete', '1');
	if (page !== undefined && page > 1) query.set('page', String(page));
	return query.size === 0 ? '' : `?${query}`;
}
