import type { Transaction } from 'kysely';
import { actAs } from '#house/database/act-as.ts';
import type { Database } from '#house/database/kysely.ts';
import type { DB } from '#house/database/schema.ts';
import type { Language } from '#house/language/language.ts';
import { languages } from '#house/language/language.ts';
import { nameOwnServices } from '#rooms/directory/name-own-services.server.ts';
import { listTeams } from '#rooms/identity/list-teams.server.ts';
import { findActor, type SignedIn } from '#rooms/identity/signed-in.ts';
import { countHolders } from '#rooms/keys/count-holders.server.ts';
import { access } from './access.ts';
import type { RetentionRule, ServiceIntake } from './intake-settings.ts';

export interface IntakeSettings {
	services: ServiceIntake[];
	/** `holders`: how many people hold its current key. */
	teams: { id: string; name: string; holders: number }[];
	retention: RetentionRule | undefined;
}

/** What an organisation has set for requests: service by service, and how long they are kept. */
export async function listIntakes(
	database: Database,
	person: SignedIn,
	{ organisationId, language }: { organisationId: string; language: Language },
): Promise<IntakeSettings | { refused: 'unknown' }> {
	const actor = findActor(person, { organisationId }, access.listIntakes);
	if (actor === undefined) return { refused: 'unknown' };
	const listed = await listTeams(database, person, { organisationId });
	const teams = 'teams' in listed ? listed.teams : [];
	return actAs(database, actor, async (tx) => {
		const intakes = await readIntakes(tx, organisationId);
		const holders = await countHolders(tx, { organisationId });
		const named = await nameOwnServices(tx, { organisationId, language });
		return {
			services: named.map(({ id, name, published }) => ({ serviceId: id, name, published, intake: intakes.get(id) })),
			teams: teams.map(({ id, name }) => ({ id, name, holders: holders.get(id) ?? 0 })),
			retention: await findRetentionRule(tx, organisationId),
		};
	});
}

async function readIntakes(tx: Transaction<DB>, organisationId: string) {
	const rows = await tx
		.selectFrom('request_intake')
		.selectAll()
		.where('organisation_id', '=', organisationId)
		.execute();
	return new Map(
		rows.map((row) => [
			row.service_id,
			{
				teamId: row.team_id,
				isOpen: row.is_open,
				promisedDays: row.promised_days,
				withoutScript: row.without_script,
				signsAs: row.signs_as === 'name' ? ('name' as const) : ('role' as const),
			},
		]),
	);
}

async function findRetentionRule(tx: Transaction<DB>, organisationId: string): Promise<RetentionRule | undefined> {
	const row = await tx
		.selectFrom('retention_rule')
		.selectAll()
		.where('organisation_id', '=', organisationId)
		.executeTakeFirst();
	if (row === undefined) return undefined;
	return {
		monthsAfterClosing: row.months_after_closing,
		monthsUnused: row.months_unused,
		legal: Object.fromEntries(languages.map((language) => [language, row[`legal_${language}`] ?? ''])),
	};
}
