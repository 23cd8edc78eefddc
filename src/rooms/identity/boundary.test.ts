import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { access } from './access.ts';
import { beginSession } from './begin-session.server.ts';
import { findColleague } from './find-colleague.server.ts';
import { findSession } from './find-session.server.ts';
import { listInvitations } from './list-invitations.server.ts';
import { listPeople } from './list-people.server.ts';
import { listTeams } from './list-teams.server.ts';
import { isTeamRole, needsSecondFactor, roles, type Role } from './roles.ts';
import type { SignedIn } from './signed-in.ts';

const { owner, app } = await aDatabase();

interface Held {
	organisation: number;
	person: number;
	role: Role;
	withdrawn: boolean;
}

interface Network {
	organisations: number;
	factors: number[];
	grants: Held[];
}

const network: fc.Arbitrary<Network> = fc.record({
	organisations: fc.integer({ min: 1, max: 4 }),
	factors: fc.array(fc.constantFrom(1, 2), { minLength: 1, maxLength: 7 }),
	grants: fc.array(
		fc.record({
			organisation: fc.nat(3),
			person: fc.nat(6),
			role: fc.constantFrom(...roles),
			withdrawn: fc.boolean(),
		}),
		{ maxLength: 20 },
	),
});
interface Laid {
	organisations: { id: string; team: string }[];
	people: SignedIn[];
	held: Held[];
}

async function lay({ organisations: count, factors, grants }: Network): Promise<Laid> {
	const ids = await Promise.all(Array.from({ length: count }, () => anOrganisation(owner)));
	const laid = await owner.transaction().execute(async (tx) => {
		const teams = await tx
			.insertInto('team')
			.values(ids.map((id) => ({ organisation_id: id, name: 'Équipe' })))
			.returning(['id', 'organisation_id'])
			.execute();
		const organisations = ids.map((id) => ({
			id,
			team: teams.find(({ organisation_id }) => organisation_id === id)?.id ?? '',
		}));
		const people = await tx
			.insertInto('staff_member')
			.values(factors.map((_, index) => ({ name: `Personne ${index}`, language: 'fr' })))
			.returning('id')
			.execute();
		const seen = new Set<string>();
		const held = grants.filter(({ organisation, person, role }) => {
			const key = `${organisation} ${person} ${role}`;
			if (organisation >= count || person >= people.length || seen.has(key)) return false;
			seen.add(key);
			return true;
		});
		const rows = held.map(({ organisation, person, role, withdrawn }) => ({
			organisation_id: organisations[organisation]?.id ?? '',
			person_id: people[person]?.id ?? '',
			role,
			team_id: isTeamRole(role) ? (organisations[organisation]?.team ?? null) : null,
			withdrawn_at: withdrawn ? '2100-01-01' : null,
		}));
		if (rows.length > 0) await tx.insertInto('role_grant').values(rows).execute();
		const tokens: string[] = [];
		for (const [index, { id }] of people.entries()) {
			tokens.push(await beginSession(tx, { personId: id, method: 'code', factors: factors[index] === 2 ? 2 : 1 }));
		}
		return { organisations, held, tokens };
	});
	const people = await Promise.all(laid.tokens.map((token) => findSession(app, token, { withImaginary: true })));
	return { ...laid, people: people.filter((person) => person !== undefined) };
}

/** By the model alone: whether someone's role there opens a door, and who works there. */
function mayOpen({ held, people }: Laid, place: { person: number; organisation: number }, allowed: readonly Role[]) {
	return held.some(
		({ organisation, person, role, withdrawn }) =>
			!withdrawn &&
			organisation === place.organisation &&
			person === place.person &&
			allowed.includes(role) &&
			(people[person]?.factors === 2 || !needsSecondFactor(role)),
	);
}

test('for any organisations, people and roles, what each one is shown is what they are allowed', async () => {
	await fc.assert(
		fc.asyncProperty(network, async (plan) => {
			const laid = await lay(plan);
			for (const [organisation, { id: organisationId, team }] of laid.organisations.entries()) {
				const workers = laid.people.filter((_, person) =>
					laid.held.some((each) => each.organisation === organisation && each.person === person && !each.withdrawn),
				);
				for (const [person, signedIn] of laid.people.entries()) {
					const at = { person, organisation };
					const people = await listPeople(app, signedIn, { organisationId, filter: { page: 1 } });
					const shown = 'refused' in people ? people.refused : people.people.map(({ personId }) => personId).toSorted();
					const ids = workers.map(({ personId }) => personId).toSorted();
					expect(shown).toEqual(mayOpen(laid, at, access.listPeople) ? ids : 'unknown');
					const teams = await listTeams(app, signedIn, { organisationId });
					expect('refused' in teams ? teams.refused : teams.teams.map(({ id }) => id)).toEqual(
						mayOpen(laid, at, access.listTeams) ? [team] : 'unknown',
					);
					const invitations = await listInvitations(app, signedIn, { organisationId, page: 1 });
					expect('refused' in invitations).toBe(!mayOpen(laid, at, access.listInvitations));
					for (const { personId } of laid.people) {
						const found = await findColleague(app, signedIn, { organisationId, personId });
						expect('refused' in found).toBe(!(mayOpen(laid, at, access.findColleague) && ids.includes(personId)));
					}
				}
			}
		}),
		{ numRuns: 25 },
	);
}, 60_000);
