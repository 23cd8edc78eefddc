import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { Language } from '#house/language/language.ts';
import type { HomeEntry } from '#house/ui/home-entry.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { texts } from '#messages';
import { access } from './access.ts';
import { writeServiceFilter } from './service-filter.ts';

/** Services of an organisation that wait for this person's eyes, for the page of whoever has signed in. */
export async function listServicesEntries(
	database: Database,
	person: SignedIn,
	{ organisationId, language }: { organisationId: string; language: Language },
): Promise<HomeEntry[]> {
	const actor = findActor(person, { organisationId }, access.listServicesEntries);
	if (actor === undefined) return [];
	const { count } = await actAs(database, actor, (tx) =>
		tx
			.selectFrom('service')
			.innerJoin('service_submission', 'service_submission.service_id', 'service.id')
			.select((by) => by.fn.countAll<number>().as('count'))
			.where('service.organisation_id', '=', organisationId)
			.where('state', '=', 'in_review')
			.where('submitted_by', '<>', person.personId)
			.executeTakeFirstOrThrow(),
	);
	if (count === 0) return [];
	const href = `/${language}/work/${organisationId}/services${writeServiceFilter({ state: 'in_review' })}`;
	return [{ kind: 'waiting', text: texts(language).directory.entry_to_review({ count }), href }];
}
