import { sql, type Transaction } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import { readClock } from '#house/language/dates.ts';
import type { Language } from '#house/language/language.ts';
import type { HomeEntry } from '#house/ui/home-entry.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { texts } from '#messages';
import { opinionRoles } from './accession-reader.ts';

type Place = { organisationId: string; language: Language };

/** What waits: files that arrived, for the secretariat; opinions that are asked of this organisation and not given. */
export async function listAccessionEntries(database: Database, person: SignedIn, place: Place): Promise<HomeEntry[]> {
	const { organisationId, language } = place;
	const t = texts(language).protocol;
	const secretary = findActor(person, { organisationId }, ['secretariat']);
	const reader = findActor(person, { organisationId }, opinionRoles);
	const arrived = secretary && (await actAs(database, secretary, countArrived));
	const asked = reader && (await actAs(database, reader, countAsked));
	const entries: HomeEntry[] = [];
	const href = (state: string) => `/${language}/work/accessions?state=${state}`;
	if (arrived)
		entries.push({ kind: 'waiting', text: t.accession_entry_arrived({ count: arrived }), href: href('submitted') });
	if (asked) entries.push({ kind: 'due', text: t.accession_entry_asked({ count: asked }), href: href('under_review') });
	return entries;
}

async function countArrived(tx: Transaction<DB>): Promise<number> {
	const { count } = await tx
		.selectFrom('accession')
		.select(sql<number>`count(*)`.as('count'))
		.where('state', '=', 'submitted')
		.executeTakeFirstOrThrow();
	return count;
}

async function countAsked(tx: Transaction<DB>): Promise<number> {
	const { count } = await tx
		.selectFrom('accession_opinion as o')
		.innerJoin('accession as a', 'a.id', 'o.accession_id')
		.select(sql<number>`count(*)`.as('count'))
		.where('o.opinion', 'is', null)
		.where('a.state', '=', 'under_review')
		.where('o.due_on', '>=', readClock(new Date()).date)
		.executeTakeFirstOrThrow();
	return count;
}
