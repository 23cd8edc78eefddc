import type { Database } from '#house/database/kysely.ts';
import type { Language } from '#house/language/language.ts';
import type { HomeEntry } from '#house/ui/home-entry.ts';
import type { SignedIn } from '#rooms/identity/signed-in.ts';
import { texts } from '#messages';
import { listTeamKeys } from './list-team-keys.server.ts';

/** For the home page of whoever works with keys: teams whose key must be renewed, or hangs on one person. */
export async function listKeyEntries(
	database: Database,
	person: SignedIn,
	{ organisationId, language }: { organisationId: string; language: Language },
): Promise<HomeEntry[]> {
	const listed = await listTeamKeys(database, person, { organisationId });
	if ('refused' in listed) return [];
	const t = texts(language).keys;
	const { grants } = person;
	const mine = (teamId: string) => grants.some((grant) => grant.teamId === teamId);
	const isAdministrator = grants.some(
		(grant) => grant.organisationId === organisationId && grant.role === 'organisation_administrator',
	);
	return listed.teams.flatMap(({ teamId, name, epoch, holders, renewalDue, isBeingRenewed }) => {
		if (epoch === undefined || !(mine(teamId) || isAdministrator)) return [];
		const base = `/${language}/work/${organisationId}/keys`;
		const href = mine(teamId) ? `${base}/${teamId}` : base;
		const entries: HomeEntry[] = [];
		if (renewalDue || isBeingRenewed) entries.push({ kind: 'due', text: t.entry_renewal({ team: name }), href });
		if (holders < 2) entries.push({ kind: 'waiting', text: t.entry_one_holder({ team: name }), href });
		return entries;
	});
}
