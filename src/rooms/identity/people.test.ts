import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { aDatabase } from '#house/testing/a-database.ts';
import { anOrganisation } from '#house/testing/an-organisation.ts';
import { closeTeam } from './close-team.server.ts';
import { aColleague, type Colleague } from './colleague.builder.ts';
import { endWork } from './end-work.server.ts';
import { findColleague } from './find-colleague.server.ts';
import { findSession } from './find-session.server.ts';
import { giveRole } from './give-role.server.ts';
import { registerInvitationMail } from './invitation-mail.ts';
import { inviteColleague } from './invite-colleague.server.ts';
import { listPeople } from './list-people.server.ts';
import { listTeams } from './list-teams.server.ts';
import { openTeam } from './open-team.server.ts';
import { renameTeam } from './rename-team.server.ts';
import { withdrawRole } from './withdraw-role.server.ts';

const { owner, app } = await aDatabase();
beforeAll(registerInvitationMail);
const everyone = { page: 1 };
const anyone = { withImaginary: true };

async function anAdministrator(): Promise<Colleague> {
	return aColleague(owner, { organisationId: await anOrganisation(owner), role: 'organisation_administrator' });
}

async function readActs(organisationId: string): Promise<string[]> {
	const rows = await owner
		.selectFrom('audit_entry')
		.select('act')
		.where('organisation_id', '=', organisationId)
		.orderBy('number')
		.execute();
	return rows.map(({ act }) => act);
}

describe('people of an organisation', () => {
	test('are listed by name, with roles and teams, and narrowed by name, role and team', async () => {
		const { organisationId, signedIn } = await anAdministrator();
		const zoe = await aColleague(owner, { organisationId, role: 'professional', name: 'Zoé Exemple' });
		await aColleague(owner, { organisationId, role: 'auditor', name: 'anaïs exemple' });
		const names = async (filter: object) => {
			const page = await listPeople(app, signedIn, { organisationId, filter: { ...everyone, ...filter } });
			return 'refused' in page ? page : page.people.map(({ name }) => name);
		};
		expect(await names({})).toEqual(['anaïs exemple', 'Camille Exemple', 'Zoé Exemple']);
		expect(await names({ name: 'ZO' })).toEqual(['Zoé Exemple']);
		expect(await names({ name: '%' })).toEqual([]);
		expect(await names({ role: 'auditor' })).toEqual(['anaïs exemple']);
		expect(await names({ team: zoe.teamId })).toEqual(['Zoé Exemple']);
		expect(await names({ page: 2 })).toEqual([]);
	});

	test('an address is shown to whoever gives roles, and to nobody else', async () => {
		const { organisationId, signedIn } = await anAdministrator();
		const colleague = await aColleague(owner, { organisationId, role: 'contributor' });
		const look = { organisationId, personId: signedIn.personId };
		expect(await findColleague(app, signedIn, look)).toMatchObject({ email: expect.stringContaining('@') });
		expect(await findColleague(app, colleague.signedIn, look)).toMatchObject({ email: null, name: signedIn.name });
	});

	test('someone of another organisation is as someone who does not exist', async () => {
		const { organisationId, signedIn } = await anAdministrator();
		const other = await anAdministrator();
		const unknown = { refused: 'unknown' };
		const { personId } = other.signedIn;
		expect(await findColleague(app, signedIn, { organisationId, personId })).toEqual(unknown);
		expect(await findColleague(app, signedIn, { organisationId: other.organisationId, personId })).toEqual(unknown);
		expect(await giveRole(app, signedIn, { organisationId, personId, role: 'auditor', teamId: undefined })).toEqual(
			unknown,
		);
		expect(await endWork(app, signedIn, { organisationId, personId })).toEqual(unknown);
		const [grant] = other.signedIn.grants;
		expect(await withdrawRole(app, signedIn, { organisationId, grantId: grant?.id ?? '' })).toEqual(unknown);
	});
});

describe('roles', () => {
	test('a role given or withdrawn ends the sessions of the person, and is recorded', async () => {
		const { organisationId, signedIn } = await anAdministrator();
		const colleague = await aColleague(owner, { organisationId, role: 'contributor' });
		const { personId } = colleague.signedIn;
		const given = await giveRole(app, signedIn, { organisationId, personId, role: 'auditor', teamId: undefined });
		expect(await findSession(app, colleague.token, anyone)).toBeUndefined();
		if ('refused' in given) throw new Error(given.refused);
		expect(await giveRole(app, signedIn, { organisationId, personId, role: 'auditor', teamId: undefined })).toEqual({
			refused: 'has_role',
		});
		expect(await withdrawRole(app, signedIn, { organisationId, ...given })).toEqual({ personId });
		expect(await withdrawRole(app, signedIn, { organisationId, ...given })).toEqual({ refused: 'unknown' });
		expect(await readActs(organisationId)).toEqual(['role.given', 'role.withdrawn']);
	});

	test('the secretariat is given by the secretariat alone, the operator’s role by nobody here', async () => {
		const { organisationId, signedIn } = await anAdministrator();
		const { personId } = signedIn;
		const wish = { organisationId, personId, teamId: undefined };
		const refused = { refused: 'not_yours_to_give' };
		expect(await giveRole(app, signedIn, { ...wish, role: 'secretariat' })).toEqual(refused);
		expect(await giveRole(app, signedIn, { ...wish, role: 'operator' })).toEqual(refused);
		const secretary = await aColleague(owner, { organisationId, role: 'secretariat' });
		expect(await giveRole(app, secretary.signedIn, { ...wish, role: 'auditor' })).toEqual(refused);
		expect(await giveRole(app, secretary.signedIn, { ...wish, role: 'secretariat' })).toHaveProperty('grantId');
	});

	test('someone who leaves loses every role and every session at once, and the invitations to their address', async () => {
		const { organisationId, signedIn } = await anAdministrator();
		const colleague = await aColleague(owner, { organisationId, role: 'coordinator' });
		const { personId } = colleague.signedIn;
		await giveRole(app, signedIn, { organisationId, personId, role: 'auditor', teamId: undefined });
		const found = await findColleague(app, signedIn, { organisationId, personId });
		const email = 'email' in found ? (found.email ?? '') : '';
		const form = { name: 'X', language: 'fr', role: 'contributor', teamId: undefined } as const;
		await inviteColleague(app, signedIn, { ...form, organisationId, email: email.toUpperCase() });
		await inviteColleague(app, signedIn, { ...form, organisationId, email: 'reste@essai.example' });
		expect(await endWork(app, signedIn, { organisationId, personId })).toEqual({ ended: 2 });
		expect(await findColleague(app, signedIn, { organisationId, personId })).toEqual({ refused: 'unknown' });
		const open = owner.selectFrom('invitation').select('email').where('organisation_id', '=', organisationId);
		expect(await open.where('revoked_at', 'is', null).execute()).toEqual([{ email: 'reste@essai.example' }]);
		expect((await readActs(organisationId)).at(-1)).toBe('person.left');
	});
});

describe('the last administrator', () => {
	test.each(['leaves', 'loses the role'])('stays: nobody %s when no other is left', async (how) => {
		const { organisationId, signedIn } = await anAdministrator();
		const grantId = signedIn.grants[0]?.id ?? '';
		const { personId } = signedIn;
		const work =
			how === 'leaves'
				? endWork(app, signedIn, { organisationId, personId })
				: withdrawRole(app, signedIn, { organisationId, grantId });
		expect(await work).toEqual({ refused: 'last_organisation_administrator' });
		expect(await readActs(organisationId)).toEqual([]);
	});

	test('two who remove each other at the same moment: one stays, and the other is told', async () => {
		for (let round = 0; round < 8; round++) {
			const first = await anAdministrator();
			const { organisationId } = first;
			const second = await aColleague(owner, { organisationId, role: 'organisation_administrator' });
			const outcomes = await Promise.all([
				endWork(app, first.signedIn, { organisationId, personId: second.signedIn.personId }),
				endWork(app, second.signedIn, { organisationId, personId: first.signedIn.personId }),
			]);
			expect(outcomes).toContainEqual({ ended: 1 });
			expect(outcomes).toContainEqual({ refused: 'last_organisation_administrator' });
			const left = owner.selectFrom('role_grant').select('id').where('organisation_id', '=', organisationId);
			expect(await left.where('withdrawn_at', 'is', null).execute()).toHaveLength(1);
		}
	});

	test('even past the verbs: two connections that withdraw one each, and neither sees the other', async () => {
		const { organisationId, signedIn } = await anAdministrator();
		const other = await aColleague(owner, { organisationId, role: 'organisation_administrator' });
		const withdraw = (whom: Colleague['signedIn']) =>
			owner.transaction().execute(async (tx) => {
				await tx
					.updateTable('role_grant')
					.set({ withdrawn_at: sql`now()` })
					.where('id', '=', whom.grants[0]?.id ?? '')
					.execute();
				// Counts now, and stays open a while: without its turn the other would count us still.
				await sql`set constraints all immediate`.execute(tx);
				await sql`select pg_sleep(0.1)`.execute(tx);
			});
		const outcomes = await Promise.allSettled([withdraw(signedIn), withdraw(other.signedIn)]);
		expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
	});

	test('the last of the secretariat stays likewise', async () => {
		const { organisationId, signedIn } = await anAdministrator();
		const secretary = await aColleague(owner, { organisationId, role: 'secretariat' });
		const { personId } = secretary.signedIn;
		expect(await endWork(app, signedIn, { organisationId, personId })).toEqual({ refused: 'last_secretariat' });
	});
});

describe('teams', () => {
	test('are opened, renamed and closed by an administrator, and two open ones never share a name', async () => {
		const { organisationId, signedIn } = await anAdministrator();
		const opened = await openTeam(app, signedIn, { organisationId, name: 'Accueil' });
		if ('refused' in opened) throw new Error(opened.refused);
		const { teamId } = opened;
		expect(await openTeam(app, signedIn, { organisationId, name: 'ACCUEIL' })).toEqual({ refused: 'name_taken' });
		const second = await openTeam(app, signedIn, { organisationId, name: 'Écoute' });
		expect(second).toHaveProperty('teamId');
		expect(await renameTeam(app, signedIn, { organisationId, teamId, name: 'Écoute' })).toEqual({
			refused: 'name_taken',
		});
		expect(await renameTeam(app, signedIn, { organisationId, teamId, name: 'Premier accueil' })).toEqual({ teamId });
		expect(await closeTeam(app, signedIn, { organisationId, teamId })).toEqual({ teamId });
		expect(await closeTeam(app, signedIn, { organisationId, teamId })).toEqual({ refused: 'unknown' });
		expect(await listTeams(app, signedIn, { organisationId })).toMatchObject({
			teams: [{ name: 'Écoute', members: 0 }],
		});
		expect(await readActs(organisationId)).toEqual(['team.opened', 'team.opened', 'team.renamed', 'team.closed']);
	});

	test('stay open while someone works there or is invited there', async () => {
		const { organisationId, signedIn } = await anAdministrator();
		const { teamId } = await aColleague(owner, { organisationId, role: 'professional' });
		const closing = () => closeTeam(app, signedIn, { organisationId, teamId: teamId ?? '' });
		expect(await closing()).toEqual({ refused: 'has_members' });
		await owner
			.updateTable('role_grant')
			.set({ withdrawn_at: sql`now()` })
			.where('team_id', '=', teamId)
			.execute();
		await inviteColleague(app, signedIn, {
			organisationId,
			name: 'Nouvelle',
			email: 'nouvelle@essai.example',
			language: 'nl',
			role: 'professional',
			teamId: teamId ?? '',
		});
		expect(await closing()).toEqual({ refused: 'has_invitations' });
		await owner
			.updateTable('invitation')
			.set({ revoked_at: sql`now()` })
			.where('team_id', '=', teamId)
			.execute();
		expect(await closing()).toEqual({ teamId });
		const { personId } = signedIn;
		const again = { organisationId, personId, role: 'professional', teamId: teamId ?? '' } as const;
		expect(await giveRole(app, signedIn, again)).toEqual({ refused: 'team_closed' });
	});

	test('the team of another organisation is no team', async () => {
		const { organisationId, signedIn } = await anAdministrator();
		const other = await aColleague(owner, { organisationId: await anOrganisation(owner), role: 'professional' });
		const teamId = other.teamId ?? '';
		const { personId } = signedIn;
		expect(await giveRole(app, signedIn, { organisationId, personId, role: 'professional', teamId })).toEqual({
			refused: 'team_closed',
		});
		expect(await renameTeam(app, signedIn, { organisationId, teamId, name: 'X' })).toEqual({ refused: 'unknown' });
	});
});
