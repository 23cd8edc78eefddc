import { connectDatabase, type Database } from '#house/database/kysely.ts';
import { openPool } from '#house/database/pool.ts';
import { MIGRATOR } from '#house/database/prepare-roles.ts';
import { anAskedTeam, type AskedTeam } from '#rooms/requests/asker.builder.ts';
import type { NetworkDatabase } from './network-database.ts';

/** The database as the owner of its tables. */
export function openOwner({ adminUrl }: NetworkDatabase): Database {
	return connectDatabase(openPool(adminUrl, { max: 2, applicationName: 'maillage-bench', role: MIGRATOR }));
}

/** So many organisations, each with a service whose team takes what is written to it in confidence. */
export async function makeAskedTeams(owner: Database, count: number): Promise<AskedTeam[]> {
	const teams: AskedTeam[] = [];
	while (teams.length < count) teams.push(await anAskedTeam(owner, `Accueil ${teams.length + 1}`));
	return teams;
}
