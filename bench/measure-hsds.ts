import type { Cleanup } from '../scripts/launcher/cleanup.ts';
import { chooseHsdsRequests } from './choose-hsds-requests.ts';
import { measureAgainstLimit, type AgainstLimit, type Pace } from './measure-against-limit.ts';
import type { NetworkDatabase } from './network-database.ts';

export interface HsdsFigures {
	services: number;
	list: AgainstLimit;
	one: AgainstLimit;
}

/** Lists by place and word, and single services, each against its bare query. */
export async function measureHsds(database: NetworkDatabase, pace: Pace, cleanup: Cleanup): Promise<HsdsFigures> {
	const { lists, ones } = await chooseHsdsRequests(database.publicUrl);
	const list = await measureAgainstLimit({ database, chosen: lists }, pace, cleanup);
	const one = await measureAgainstLimit({ database, chosen: ones }, pace, cleanup);
	return { services: database.services, list, one };
}
