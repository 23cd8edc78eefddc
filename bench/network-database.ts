import { sql } from 'kysely';
import { MIGRATOR } from '#house/database/prepare-roles.ts';
import { loginUrl } from '#house/database/role-password.ts';
import { TEMPLATE, withAdmin, withDatabase } from '#house/testing/template.ts';
import { loadServices } from './load-services.ts';

export interface NetworkDatabase {
	services: number;
	adminUrl: string;
	/** The login of the role of the public pages. */
	publicUrl: string;
	appUrl: string;
	loadSeconds: number;
}

/** A database of its own with the reference data and this many generated services; none for an empty number. */
export async function makeNetworkDatabase(serverUrl: string, services: number): Promise<NetworkDatabase> {
	const began = performance.now();
	const name = `bench_${services}`;
	await withAdmin(serverUrl, async (admin) => {
		await sql`create database ${sql.id(name)} template ${sql.id(TEMPLATE)} strategy file_copy`.execute(admin);
		await sql`grant create, connect on database ${sql.id(name)} to ${sql.id(MIGRATOR)}`.execute(admin);
	});
	const adminUrl = withDatabase(serverUrl, name);
	if (services > 0) await withAdmin(adminUrl, (admin) => loadServices(admin, services));
	const loadSeconds = (performance.now() - began) / 1000;
	return {
		services,
		adminUrl,
		publicUrl: loginUrl(adminUrl, 'maillage_public'),
		appUrl: loginUrl(adminUrl, 'maillage_app'),
		loadSeconds,
	};
}
