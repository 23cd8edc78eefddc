import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { MyDetails } from './my-details.ts';
import type { SignedIn } from './signed-in.ts';

/** Keeps what someone says of themselves. The address is not among it: it is what they sign in with. */
export async function changeMyDetails(database: Database, { personId }: SignedIn, details: MyDetails): Promise<void> {
	const { name, language, spokenLanguages, workingDays } = details;
	await actAs(database, { personId }, (tx) =>
		tx
			.updateTable('staff_member')
			.set({ name, language, spoken_languages: spokenLanguages, working_days: workingDays })
			.where('id', '=', personId)
			.execute(),
	);
}
