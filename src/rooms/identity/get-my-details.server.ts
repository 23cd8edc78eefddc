import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { SignedIn } from './signed-in.ts';

/** What someone has said of themselves, and the address by which they sign in. */
export function getMyDetails(database: Database, { personId }: SignedIn) {
	return actAs(database, { personId }, (tx) =>
		tx
			.selectFrom('staff_member')
			.select(['name', 'email', 'language', 'spoken_languages as spokenLanguages', 'working_days as workingDays'])
			.where('id', '=', personId)
			.executeTakeFirstOrThrow(),
	);
}
