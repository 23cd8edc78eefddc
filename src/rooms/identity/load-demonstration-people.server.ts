import { sql, type Transaction } from 'kysely';
import type { DB } from '#house/database/schema.ts';
import {
	DEMONSTRATION_DOMAIN,
	TEAM_OF_DEMONSTRATION as TEAM,
	triedAtTheFederation,
	triedEverywhere,
	writeDemonstrationAddress,
} from './demonstration.ts';
import { isTeamRole, type Role } from './roles.ts';

interface Organisation {
	id: string;
	origin: string;
	/** `fwb` for the Federation. */
	key: string;
	name: { fr: string };
}

/** Names are data, in French: people of the demonstration go by what they do. */
const functions: Record<Role, string> = {
	organisation_administrator: 'administration',
	coordinator: 'coordination',
	professional: 'accompagnement',
	contributor: 'contribution',
	committee_member: 'comité de suivi',
	secretariat: 'secrétariat',
	auditor: 'audit',
	operator: 'exploitation technique',
};

/**
 * One imaginary person for each role of each signatory, as the owner of the tables; none where a real person works. Without the
 * demonstration, whoever was part of it goes, with the people they invited.
 */
export async function loadDemonstrationPeople(
	tx: Transaction<DB>,
	organisations: Organisation[] | 'without',
): Promise<void> {
	if (organisations === 'without') return removePeople(tx);
	const real = await findRealOrganisations(tx);
	const wanted = organisations.filter(({ id, origin }) => origin === 'reference' && !real.has(id));
	if (wanted.length > 0) await giveRoles(tx, wanted);
	await sql`select remove_imaginary_people(array(
		select p.id from staff_member p where p.imaginary and p.email like ${`%@${DEMONSTRATION_DOMAIN}`}
		and not exists (select from role_grant g where g.person_id = p.id and g.withdrawn_at is null)))`.execute(tx);
}

async function findRealOrganisations(tx: Transaction<DB>): Promise<Set<string>> {
	const rows = await tx
		.selectFrom('role_grant as g')
		.innerJoin('staff_member as p', 'p.id', 'g.person_id')
		.select('g.organisation_id')
		.distinct()
		.where('g.withdrawn_at', 'is', null)
		.where('p.imaginary', '=', false)
		.execute();
	return new Set(rows.map(({ organisation_id }) => organisation_id));
}

async function giveRoles(tx: Transaction<DB>, organisations: Organisation[]): Promise<void> {
	const teams = await openTeams(tx, organisations);
	const plans = organisations.flatMap(({ id, key, name }) =>
		[...triedEverywhere, ...(key === 'fwb' ? triedAtTheFederation : [])].map((role) => ({
			organisationId: id,
			role,
			email: writeDemonstrationAddress(role, key),
			name: `Démonstration – ${functions[role]}, ${name.fr}`,
		})),
	);
	const people = await tx
		.insertInto('staff_member')
		.values(plans.map(({ name, email }) => ({ name, email, language: 'fr', imaginary: true })))
		.onConflict((conflict) =>
			conflict
				.expression(sql`lower(email)`)
				.doUpdateSet(({ ref }) => ({ imaginary: true, name: ref('excluded.name') })),
		)
		.returning(['id', 'email'])
		.execute();
	const idOf = new Map(people.map(({ id, email }) => [email, id]));
	const grants = plans.map(({ organisationId, role, email }) => ({
		organisation_id: organisationId,
		person_id: idOf.get(email) ?? '',
		role,
		team_id: isTeamRole(role) ? (teams.get(organisationId) ?? null) : null,
	}));
	await tx
		.insertInto('role_grant')
		.values(grants)
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

async function openTeams(tx: Transaction<DB>, organisations: Organisation[]): Promise<Map<string, string>> {
	await tx
		.insertInto('team')
		.values(organisations.map(({ id }) => ({ organisation_id: id, name: TEAM })))
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	const rows = await tx
		.selectFrom('team')
		.select(['id', 'organisation_id'])
		.where('name', '=', TEAM)
		.where('closed_at', 'is', null)
		.execute();
	return new Map(rows.map(({ id, organisation_id }) => [organisation_id, id]));
}

async function removePeople(tx: Transaction<DB>): Promise<void> {
	await tx.deleteFrom('invitation').where('imaginary', '=', true).execute();
	await sql`select remove_imaginary_people(array(select p.id from staff_member p where p.imaginary))`.execute(tx);
	await sql`update team t set closed_at = now() where t.name = ${TEAM} and t.closed_at is null
		and not exists (select from role_grant g where g.team_id = t.id and g.withdrawn_at is null)`.execute(tx);
}
