import { sql, type Transaction } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import type { Language } from '#house/language/language.ts';
import type { HomeEntry } from '#house/ui/home-entry.ts';
import { texts } from '#messages';
import { access } from './access.ts';
import { findActor, isAwake, type SignedIn } from './signed-in.ts';

type Place = { organisationId: string; language: Language };
type Counts = { administrators: number; teams: number; ending: number; joined: number };

/** Of one organisation: roles that lie still in this session and, for whoever administers it, what becomes of its people. */
export async function listPeopleEntries(database: Database, person: SignedIn, place: Place): Promise<HomeEntry[]> {
	const { organisationId, language } = place;
	const actor = findActor(person, { organisationId }, access.listPeopleEntries);
	const counts = actor && (await actAs(database, actor, (tx) => count(tx, organisationId)));
	return [...listAsleep(person, place), ...(counts === undefined ? [] : listCounts(counts, place))].map((entry) => ({
		...entry,
		href: `/${language}/work${entry.href}`,
	}));
}

function listAsleep(person: SignedIn, { organisationId, language }: Place): HomeEntry[] {
	const own = person.grants.filter((grant) => grant.organisationId === organisationId);
	if (own.every((grant) => isAwake(person, grant))) return [];
	return [{ kind: 'waiting', text: texts(language).identity.entry_second_factor, href: '/second-factor' }];
}

function listCounts({ administrators, teams, ending, joined }: Counts, { organisationId, language }: Place) {
	const t = texts(language).identity;
	const entries: HomeEntry[] = [];
	if (teams === 0) entries.push({ kind: 'waiting', text: t.entry_no_team, href: `/${organisationId}/teams` });
	const invitations = `/${organisationId}/invitations`;
	if (administrators === 1) entries.push({ kind: 'waiting', text: t.entry_one_administrator, href: invitations });
	const sent = `${invitations}#sent`;
	if (ending > 0) entries.push({ kind: 'due', text: t.entry_invitations_ending({ count: ending }), href: sent });
	if (joined > 0) entries.push({ kind: 'new', text: t.entry_joined({ count: joined }), href: sent });
	return entries;
}

async function count(tx: Transaction<DB>, organisationId: string): Promise<Counts> {
	const { rows } = await sql<Counts>`select
		(select count(*) from role_grant where role = 'organisation_administrator' and withdrawn_at is null
			and organisation_id = ${organisationId}) as administrators,
		(select count(*) from team where closed_at is null and organisation_id = ${organisationId}) as teams,
		(select count(*) from invitation where accepted_at is null and revoked_at is null and organisation_id = ${organisationId}
			and expires_at > now() and expires_at < now() + interval '3 days') as ending,
		(select count(*) from invitation where accepted_at > now() - interval '7 days' and organisation_id = ${organisationId}) as joined`.execute(
		tx,
	);
	return rows[0] ?? { administrators: 0, teams: 0, ending: 0, joined: 0 };
}
