import type { Cleanup } from '../scripts/launcher/cleanup.ts';
import { chooseRequests } from './choose-requests.ts';
import { measureAgainstLimit, type AgainstLimit, type Pace } from './measure-against-limit.ts';
import type { NetworkDatabase } from './network-database.ts';
import { spreadOf, type Spread } from './numbers.ts';

export interface OrientationFigures extends AgainstLimit {
	services: number;
	servicesOnPage: Spread;
}

/** Results pages against the bare query, in turns on the same database. */
export async function measureOrientation(
	database: NetworkDatabase,
	pace: Pace,
	cleanup: Cleanup,
): Promise<OrientationFigures> {
	const chosen = await chooseRequests(database.publicUrl);
	const figures = await measureAgainstLimit({ database, chosen }, pace, cleanup);
	const { services } = database;
	return { services, servicesOnPage: spreadOf(chosen.map(({ services: shown }) => shown)), ...figures };
}
