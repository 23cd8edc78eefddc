import type { Database } from '#house/database/kysely.ts';
import { loginUrl } from '#house/database/role-password.ts';
import type { Cleanup } from './cleanup.ts';
import { findDatabase } from './connect-as-owner.ts';
import { openChecked } from './open-checked.ts';
import type { Settings } from './settings.ts';

/** The database as the application sees it, behind the same walls; beside a Maillage that runs or without. */
export async function connectAsApplication(settings: Settings, cleanup: Cleanup): Promise<Database> {
	const given = settings.roleUrls?.app;
	const address =
		given === undefined
			? { setting: 'DATABASE_URL', url: loginUrl(await findDatabase(settings, cleanup), 'maillage_app') }
			: { setting: 'DATABASE_APP_URL', url: given };
	return openChecked(address, { max: 1, applicationName: 'maillage invite' }, cleanup);
}
