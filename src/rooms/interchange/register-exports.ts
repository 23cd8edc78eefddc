import type { PublicReader } from '#house/database/public-reader.ts';
import { registerDailyJob } from '#house/jobs/job.ts';
import { findHsdsState } from '#rooms/directory/find-hsds-state.server.ts';
import { findPackage } from './find-package.server.ts';

/** On the clock of Brussels: nobody works, and the day's changes are in. */
const HOUR = 4;

/** At start, before the jobs: the package of every night, so that who fetches it in the morning need not wait. */
export function registerExports(reader: PublicReader, folder: string): void {
	registerDailyJob('write_hsds_package', HOUR, async () => {
		await findPackage(reader, await findHsdsState(reader), folder);
	});
}
