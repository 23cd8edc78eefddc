import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { Language } from '#house/language/language.ts';
import type { HomeEntry } from '#house/ui/home-entry.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { texts } from '#messages';
import { access } from './access.ts';

/** Proposals of other organisations that wait for an answer, for the page of whoever has signed in. */
export async function listMergeEntries(
	database: Database,
	person: SignedIn,
	{ organisationId, language }: { organisationId: string; language: Language },
): Promise<HomeEntry[]> {
	const actor = findActor(person, { organisationId }, access.listMergeEntries);
	if (actor === undefined) return [];
	const { count } = await actAs(database, actor, (tx) =>
		tx
			.selectFrom('service_merge_proposal')
			.select((by) => by.fn.countAll<number>().as('count'))
			.where('other_organisation_id', '=', organisationId)
			.where('state', '=', 'open')
			.executeTakeFirstOrThrow(),
	);
	if (count === 0) return [];
	const href = `/${language}/work/${organisationId}/proposals`;
	return [{ kind: 'waiting', text: texts(language).directory.merge_entry({ count }), href }];
}
